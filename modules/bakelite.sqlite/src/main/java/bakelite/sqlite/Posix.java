package bakelite.sqlite;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The handful of system calls that Java's own files cannot give us: an open file that no
/// interrupt, no garbage collector and no second owner can close.
///
/// Only [Descriptor], [IndexMap] and [FreeName] call these.
@SuppressWarnings("restricted")
final class Posix {
  /// `lseek` from the end.
  private static final int SEEK_END = 2;

  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int PROT_READ = 1;
  private static final int MAP_SHARED = 1;
  private static final int EINTR = 4;
  private static final int AT_FDCWD = -100;
  private static final int RENAME_NOREPLACE = 1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  // `open` and `fcntl` are variadic: on some machines that changes how the last argument travels.
  private static final MethodHandle OPEN =
      call("open", FunctionDescriptor.of(INT, POINTER, INT), Linker.Option.firstVariadicArg(2));
  private static final MethodHandle FCNTL =
      call(
          "fcntl",
          FunctionDescriptor.of(INT, INT, INT, POINTER),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle PREAD =
      call("pread", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));
  private static final MethodHandle LSEEK =
      call("lseek", FunctionDescriptor.of(LONG, INT, LONG, INT));
  private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle MMAP =
      call("mmap", FunctionDescriptor.of(POINTER, POINTER, LONG, INT, INT, INT, LONG));
  private static final MethodHandle MUNMAP =
      call("munmap", FunctionDescriptor.of(INT, POINTER, LONG));
  // What an old C library lacks must not cost the others.
  private static final Optional<MethodHandle> RENAMEAT2 =
      LINKER
          .defaultLookup()
          .find("renameat2")
          .map(_ -> call("renameat2", FunctionDescriptor.of(INT, INT, POINTER, INT, POINTER, INT)));
  private static final MethodHandle GETEUID = call("geteuid", FunctionDescriptor.of(INT));
  private static final MethodHandle GETEGID = call("getegid", FunctionDescriptor.of(INT));

  private Posix() {}

  /// A system call that the kernel refused.
  static final class Refused extends IOException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final int errno;

    Refused(String call, int errno) {
      super(call + ": " + Errno.name(errno));
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }

  /// Opens for reading, never creating.
  static int openForReading(String path) throws Refused {
    return open(path, O_RDONLY);
  }

  /// Opens for reading and writing, never creating: a write lock asks for it.
  static int openForUpdate(String path) throws Refused {
    return open(path, O_RDWR);
  }

  private static int open(String path, int access) throws Refused {
    int flags = access | Platform.current().openFlags();
    try (var arena = Arena.ofConfined()) {
      var name = arena.allocateFrom(path);
      var state = arena.allocate(STATE);
      while (true) {
        int fd = (int) OPEN.invokeExact(state, name, flags);
        if (fd >= 0) {
          return fd;
        }
        refuseUnlessInterrupted("open", state);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Reads into native memory.
  ///
  /// @return bytes read, 0 at the end
  static long pread(int fd, MemorySegment target, long offset) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      while (true) {
        long read = (long) PREAD.invokeExact(state, fd, target, target.byteSize(), offset);
        if (read >= 0) {
          return read;
        }
        refuseUnlessInterrupted("pread", state);
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Length of an open file. It moves the descriptor's own offset, which nobody here uses.
  static long size(int fd) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      long size = (long) LSEEK.invokeExact(state, fd, 0L, SEEK_END);
      if (size < 0) {
        throw new Refused("lseek", errno(state));
      }
      return size;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Gives the descriptor back, and with it every POSIX lock of this process on the file.
  static void close(int fd) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      int result = (int) CLOSE.invokeExact(state, fd);
      // Never twice: after EINTR the number may belong to somebody else already.
      if (result != 0 && errno(state) != EINTR) {
        throw new Refused("close", errno(state));
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Maps the first bytes of an open file for reading.
  static MemorySegment map(int fd, long bytes) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      var address =
          (MemorySegment)
              MMAP.invokeExact(state, MemorySegment.NULL, bytes, PROT_READ, MAP_SHARED, fd, 0L);
      if (address.address() == -1L) {
        throw new Refused("mmap", errno(state));
      }
      return address.reinterpret(bytes);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static void unmap(MemorySegment mapped) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      int result = (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize());
      if (result != 0) {
        throw new Refused("munmap", errno(state));
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Calls `fcntl` with a pointer.
  static void control(int fd, int command, MemorySegment argument) throws Refused {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      int result = (int) FCNTL.invokeExact(state, fd, command, argument);
      if (result < 0) {
        throw new Refused("fcntl", errno(state));
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Renames unless somebody has the new name already.
  static void renameIfFree(String from, String to) throws Refused {
    var call = RENAMEAT2.orElseThrow(() -> new Refused("renameat2", Errno.NO_CALL));
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      var source = arena.allocateFrom(from);
      var target = arena.allocateFrom(to);
      int result =
          (int) call.invokeExact(state, AT_FDCWD, source, AT_FDCWD, target, RENAME_NOREPLACE);
      if (result != 0) {
        throw new Refused("renameat2", errno(state));
      }
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  static int effectiveUser() {
    return identity(GETEUID);
  }

  static int effectiveGroup() {
    return identity(GETEGID);
  }

  private static int identity(MethodHandle call) {
    try (var arena = Arena.ofConfined()) {
      return (int) call.invokeExact(arena.allocate(STATE));
    } catch (Throwable e) {
      throw new IllegalStateException("a system call that cannot fail failed", e);
    }
  }

  private static void refuseUnlessInterrupted(String call, MemorySegment state) throws Refused {
    int errno = errno(state);
    if (errno != EINTR) {
      throw new Refused(call, errno);
    }
  }

  private static int errno(MemorySegment state) {
    return (int) ERRNO.get(state, 0L);
  }

  private static Refused unexpected(Throwable thrown) throws Refused {
    switch (thrown) {
      case Refused refused -> throw refused;
      case Error error -> throw error;
      case RuntimeException defect -> throw defect;
      default -> throw new IllegalStateException("a system call threw", thrown);
    }
  }

  private static MethodHandle call(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    var address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
    var all = new Linker.Option[options.length + 1];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = Linker.Option.captureCallState("errno");
    return LINKER.downcallHandle(address, shape, all);
  }
}
