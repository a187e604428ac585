package bakelite.sqlite;

import java.lang.foreign.ValueLayout;
import java.util.Locale;

/// The operating systems whose constants and lock rules are known here.
enum Platform {
  LINUX(0x80000),
  MACOS(0x1000000),
  OTHER(0);

  private static final Platform CURRENT = detect();

  private final int closeOnExec;

  Platform(int closeOnExec) {
    this.closeOnExec = closeOnExec;
  }

  static Platform current() {
    return CURRENT;
  }

  /// `O_RDONLY | O_CLOEXEC`: a child that inherited the descriptor would close it on its way out.
  int openFlags() {
    return closeOnExec;
  }

  static String name(String property) {
    return System.getProperty(property, "unknown");
  }

  private static Platform detect() {
    if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return OTHER;
    }
    String name = name("os.name").toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return LINUX;
    }
    return name.startsWith("mac") ? MACOS : OTHER;
  }
}
