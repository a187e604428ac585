package bakelite.daemon.notify;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What a init system has: a datagram socket with a name. Java has none of this kind.
@SuppressWarnings("restricted")
public final class NotifyReceiver implements AutoCloseable {
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final int DONTWAIT = 0x40;
  private static final int PATIENCE_SECONDS = 30;
  private static final MethodHandle SOCKET =
      call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private static final MethodHandle BIND =
      call("bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
  private static final MethodHandle RECV =
      call("recv", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT));
  private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

  private final String name;
  private final int descriptor;
  private final List<String> told = new ArrayList<>();

  /// @param name a path, or `@` and an abstract name
  public NotifyReceiver(String name) {
    this.name = name;
    try (var arena = Arena.ofConfined()) {
      descriptor = (int) SOCKET.invokeExact(1, 2, 0);
      var bytes = name.getBytes(StandardCharsets.UTF_8);
      boolean isAbstract = bytes[0] == '@';
      int length = 2 + bytes.length + (isAbstract ? 0 : 1);
      var address = arena.allocate(length);
      address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) 1);
      for (int i = isAbstract ? 1 : 0; i < bytes.length; i++) {
        address.set(ValueLayout.JAVA_BYTE, 2 + i, bytes[i]);
      }
      if ((int) BIND.invokeExact(descriptor, address, length) != 0) {
        throw new IllegalStateException("cannot bind " + name);
      }
    } catch (Throwable broken) {
      throw new IllegalStateException(broken);
    }
  }

  /// As it stands in `NOTIFY_SOCKET`.
  public String name() {
    return name;
  }

  /// Every assignment that was told so far.
  public List<String> told() {
    try (var arena = Arena.ofConfined()) {
      var buffer = arena.allocate(4096);
      long length = (long) RECV.invokeExact(descriptor, buffer, 4096L, DONTWAIT);
      while (length > 0) {
        var text =
            new String(
                buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        told.addAll(text.lines().toList());
        length = (long) RECV.invokeExact(descriptor, buffer, 4096L, DONTWAIT);
      }
    } catch (Throwable broken) {
      throw new IllegalStateException(broken);
    }
    return List.copyOf(told);
  }

  /// Waits until it was told so many times.
  public void await(String assignment, int times) {
    for (int look = 0; told().stream().filter(assignment::equals).count() < times; look++) {
      if (look > PATIENCE_SECONDS * 200) {
        throw new AssertionError("expected " + assignment + ", was told " + told);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Override
  public void close() {
    try {
      int _ = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static MethodHandle call(String name, FunctionDescriptor shape) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape);
  }
}
