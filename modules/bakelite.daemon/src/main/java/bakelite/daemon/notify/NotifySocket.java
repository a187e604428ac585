package bakelite.daemon.notify;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A datagram socket of the local machine that can only send, to one address. Java has stream
/// sockets of this kind and no datagrams, so the C library is called; the numbers are those of
/// Linux, where the init system is that wants it.
///
/// Never waits: a init system that does not read must not hold up a capture.
@SuppressWarnings("restricted")
final class NotifySocket implements AutoCloseable {
  /// Room for a path in an address, without the zero that ends it.
  static final int LONGEST_PATH = 107;

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
  private static final int FAMILY_BYTES = 2;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private static final MethodHandle SENDTO =
      call(
          "sendto",
          FunctionDescriptor.of(
              LONG, INT, ValueLayout.ADDRESS, LONG, INT, ValueLayout.ADDRESS, INT));
  private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

  private final int descriptor;
  private final byte[] address;

  private NotifySocket(int descriptor, byte[] address) {
    this.descriptor = descriptor;
    this.address = address;
  }

  /// Opens a socket that sends to a path, or to an abstract name behind an `@`.
  ///
  /// @throws IOException where there is no such address, or no more descriptors
  static NotifySocket to(String name) throws IOException {
    var address = address(name);
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      int descriptor = (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw refused("socket", state);
      }
      return new NotifySocket(descriptor, address);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /// The bytes of `struct sockaddr_un`, as many as count.
  private static byte[] address(String name) throws IOException {
    boolean isAbstract = name.startsWith("@");
    var path = name.getBytes(StandardCharsets.UTF_8);
    boolean isName = isAbstract || name.startsWith("/");
    if (!isName || path.length < 2 || path.length > LONGEST_PATH) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "expected an absolute path or @NAME of 2 to %d bytes, found \"%s\"",
              LONGEST_PATH,
              name));
    }
    // A path ends with a zero; an abstract name begins with one and ends where it ends.
    var bytes = new byte[FAMILY_BYTES + path.length + (isAbstract ? 0 : 1)];
    MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
    System.arraycopy(path, 0, bytes, FAMILY_BYTES, path.length);
    if (isAbstract) {
      bytes[FAMILY_BYTES] = 0;
    }
    return bytes;
  }

  /// Sends one datagram.
  ///
  /// @throws IOException when nobody listens, or nobody reads and there is no room for more
  void send(String text) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      var message =
          arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
      var target = arena.allocateFrom(ValueLayout.JAVA_BYTE, address);
      long sent =
          (long)
              SENDTO.invokeExact(
                  state,
                  descriptor,
                  message,
                  message.byteSize(),
                  DONTWAIT_NOSIGNAL,
                  target,
                  address.length);
      if (sent < 0) {
        throw refused("sendto", state);
      }
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  @Override
  public void close() {
    try (var arena = Arena.ofConfined()) {
      int _ = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
    } catch (Throwable thrown) {
      throw new IllegalStateException("a system call threw", thrown);
    }
  }

  private static IOException refused(String call, MemorySegment state) {
    int errno = (int) ERRNO.get(state, 0L);
    return new IOException(
        switch (errno) {
          case 2 -> call + ": there is no such socket";
          case 11, 105 -> call + ": the socket is full";
          case 13 -> call + ": permission denied";
          case 111 -> call + ": nobody listens";
          default -> call + ": error number " + errno;
        });
  }

  private static IOException unexpected(Throwable thrown) {
    return switch (thrown) {
      case IOException refused -> refused;
      case Error error -> throw error;
      case RuntimeException defect -> throw defect;
      default -> throw new IllegalStateException("a system call threw", thrown);
    };
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    var address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    return LINKER.downcallHandle(address, shape, Linker.Option.captureCallState("errno"));
  }
}
