package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import org.junit.jupiter.api.Test;

/// A `switch` over a sealed type names every case, so that a new case does not compile until each
/// place has decided about it.
class SealedSwitchTest {
  @Test
  void aSwitchOverASealedTypeHasNoDefault() {
    Finding.none(defaults(Parsed.everythingThatShips()));
  }

  @Test
  void aDefaultIsCaughtInBothKindsOfSwitch() {
    assertEquals(
        "modules/m/src/main/java/A.java:4: expected a case for each kind of A.State, found default",
        defaults(sample("return switch (state) { case State.On _ -> 1; default -> 0; };"))
            .getFirst()
            .toString());
    for (var code :
        List.of(
            "switch (state) { case State.On _: return 1; default: return 0; }",
            "return switch (state) { case State.On _ -> 1; case null, default -> 0; };")) {
      assertEquals(1, defaults(sample(code)).size(), code);
    }
  }

  @Test
  void aDefaultOverAnythingElseIsFine() {
    for (var code :
        List.of(
            "return switch (state) { case State.On _ -> 1; case State.Off _ -> 0; };",
            "return switch (state.toString()) { case \"on\" -> 1; default -> 0; };",
            "return switch (state.hashCode()) { case 1 -> 1; default -> 0; };")) {
      assertEquals(List.of(), defaults(sample(code)), code);
    }
  }

  private static List<Finding> defaults(Parsed parsed) {
    return Stream.concat(
            parsed
                .find(
                    SwitchTree.class,
                    (tree, place) -> judge(tree.getExpression(), tree.getCases(), place))
                .stream(),
            parsed
                .find(
                    SwitchExpressionTree.class,
                    (tree, place) -> judge(tree.getExpression(), tree.getCases(), place))
                .stream())
        .toList();
  }

  private static List<Finding> judge(
      ExpressionTree selector, List<? extends CaseTree> cases, Place place) {
    var type = place.typeOf(selector);
    if (!(type instanceof DeclaredType declared)
        || !declared.asElement().getModifiers().contains(Modifier.SEALED)) {
      return List.of();
    }
    return cases.stream()
        .flatMap(one -> one.getLabels().stream())
        .filter(DefaultCaseLabelTree.class::isInstance)
        .map(_ -> place.finding("a case for each kind of " + type, "default"))
        .toList();
  }

  private static Parsed sample(String code) {
    var text =
        "class A {\n"
            + "  sealed interface State { record On() implements State {}"
            + " record Off() implements State {} }\n"
            + "  int it(State state) {\n    "
            + code
            + "\n  }\n}\n";
    return Parsed.attributed(Source.sample("m", "A.java", text));
  }
}
