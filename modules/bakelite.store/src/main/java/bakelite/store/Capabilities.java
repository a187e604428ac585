package bakelite.store;

import java.util.List;
import java.util.Optional;

/// What a destination can do, tried there.
///
/// @param fence empty where it could not be tried
/// @param traits in the order in which they were looked at
public record Capabilities(Optional<Fence> fence, List<Trait> traits) {
  public Capabilities {
    traits = List.copyOf(traits);
  }

  /// Whether a replica can be kept there.
  public boolean isUsable() {
    return traits.stream().noneMatch(trait -> trait.grade() == Trait.Grade.BAD);
  }
}
