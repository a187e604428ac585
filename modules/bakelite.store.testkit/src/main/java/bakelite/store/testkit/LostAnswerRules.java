package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The answer that is lost on the way: what was asked for is done, and nobody has heard it.
public interface LostAnswerRules extends StoreRules {
  /// Whatever is answered, reading back tells the truth. A provider whose client tries again by
  /// itself meets its own object, which is not somebody else's success.
  @Test
  default void aCreationWhoseAnswerIsLostCanBeReadBack() throws Exception {
    var opener = bench().under(Condition.LOST_ANSWERS);
    for (var size : new int[] {0, 10, 100_000}) {
      var key = bench().key("created-" + size);
      var bytes = Workbench.bytes(size, size);
      var found = false;
      try (var store = opener.open()) {
        found =
            switch (store.putIfAbsent(key, Content.of(bytes))) {
              case PutResult.Stored _, PutResult.AlreadyExists _ -> true;
              case PutResult.Unknown _ -> bench().store().head(key).isPresent();
            };
      } catch (StoreException.Unreachable _) {
        found = bench().store().head(key).isPresent();
      }
      assertTrue(found, "the store has carried it out");
      assertArrayEquals(bytes, bench().read(key));
    }
  }

  /// Its caller does it again, which changes nothing.
  @Test
  default void aPutOrDeletionWhoseAnswerIsLostCanBeRepeated() throws Exception {
    var opener = bench().under(Condition.LOST_ANSWERS);
    var key = bench().key("a");
    for (var i = 0; i < 2; i++) {
      try (var store = opener.open()) {
        store.put(key, Content.of(Workbench.ascii("once")));
      } catch (StoreException.Unreachable _) {
        // As it should be.
      }
      assertEquals("once", bench().text(key));
    }
    for (var i = 0; i < 2; i++) {
      try (var store = opener.open()) {
        store.delete(List.of(key));
      } catch (StoreException.Unreachable _) {
        // As it should be.
      }
      assertEquals(Optional.empty(), bench().store().head(key));
    }
  }
}
