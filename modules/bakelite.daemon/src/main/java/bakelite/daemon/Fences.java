package bakelite.daemon;

import bakelite.store.Fence;

/// Says whether a store keeps two writers apart, and what that means.
public final class Fences {
  private Fences() {}

  /// The word in a document.
  public static String word(Fence fence) {
    return switch (fence) {
      case STRONG -> "strong";
      case WEAK -> "weak";
    };
  }

  /// In one line.
  public static String said(Fence fence) {
    return switch (fence) {
      case STRONG -> "the store keeps two writers apart";
      case WEAK ->
          "the store does not keep two writers apart: if two ever write to this replica, nothing is"
              + " overwritten, but its history forks, and a restore has to be told which branch";
    };
  }
}
