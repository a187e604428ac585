package bakelite.daemon;

import java.util.List;

/// Says which databases there are: asked at the start and now and then, since files come and go.
@FunctionalInterface
public interface Roster {
  /// All of them now, each name once.
  List<Plan> current();
}
