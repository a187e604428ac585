package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.VariableElement;
import org.junit.jupiter.api.Test;

/// Byte offsets of stored and foreign layouts are known where the layouts are read: in
/// `bakelite.format` and `bakelite.wal`. Elsewhere no buffer is accessed at a constant position but
/// its start.
class ByteOffsetsTest {
  private static final Set<String> MAY = Set.of("bakelite.format", "bakelite.wal");

  private static final Pattern ACCESS =
      Pattern.compile("(get|put)(Char|Short|Int|Long|Float|Double)?");

  @Test
  void onlyTheFormatsKnowByteOffsets() {
    Finding.none(offsets(Parsed.everythingThatShips()));
  }

  @Test
  void anOffsetElsewhereIsCaught() {
    assertEquals(
        "modules/bakelite.backup/src/main/java/A.java:4: expected byte offsets in bakelite.format and"
            + " bakelite.wal only, found buffer.getInt(24)",
        offsets(sample("bakelite.backup", "return buffer.getInt(24);")).getFirst().toString());
    for (var code :
        List.of(
            "return buffer.getShort(FIELD);",
            "buffer.putLong(FIELD + 8, 1L); return 0;",
            "buffer.put(3, (byte) 1); return 0;",
            "return buffer.duplicate().get((18));")) {
      assertEquals(1, offsets(sample("bakelite.backup", code)).size(), code);
    }
  }

  @Test
  void readingInOrderIsFine() {
    for (var code :
        List.of(
            "return buffer.getInt();",
            "buffer.putInt(24); return 0;",
            "return buffer.get(0);",
            "buffer.put((byte) 7); return 0;",
            "return buffer.getInt(buffer.position());",
            "return java.util.List.of(1, 2).get(1);")) {
      assertEquals(List.of(), offsets(sample("bakelite.backup", code)), code);
    }
    assertEquals(List.of(), offsets(sample("bakelite.wal", "return buffer.getInt(24);")));
  }

  private static List<Finding> offsets(Parsed parsed) {
    return parsed.find(
        MethodInvocationTree.class,
        (call, place) ->
            !MAY.contains(place.module())
                    && call.getMethodSelect() instanceof MemberSelectTree select
                    && ACCESS.matcher(select.getIdentifier()).matches()
                    && isBuffer(select.getExpression(), place)
                    && isPositioned(call, select)
                    && isConstant(call.getArguments().getFirst(), place)
                ? List.of(
                    place.finding(
                        "byte offsets in bakelite.format and bakelite.wal only", call.toString()))
                : List.of());
  }

  private static boolean isBuffer(ExpressionTree receiver, Place place) {
    return String.valueOf(place.typeOf(receiver)).equals("java.nio.ByteBuffer");
  }

  private static boolean isPositioned(MethodInvocationTree call, MemberSelectTree select) {
    var atLeast = select.getIdentifier().toString().startsWith("put") ? 2 : 1;
    return call.getArguments().size() >= atLeast;
  }

  private static boolean isConstant(ExpressionTree value, Place place) {
    return switch (value) {
      case LiteralTree literal -> !Integer.valueOf(0).equals(literal.getValue());
      case ParenthesizedTree inner -> isConstant(inner.getExpression(), place);
      case BinaryTree sum ->
          isConstant(sum.getLeftOperand(), place) && isConstant(sum.getRightOperand(), place);
      default ->
          place.elementOf(value) instanceof VariableElement field
              && field.getConstantValue() != null;
    };
  }

  private static Parsed sample(String module, String code) {
    var text =
        "import java.nio.ByteBuffer;\nclass A {\n  static final int FIELD = 16;\n  int read(ByteBuffer"
            + " buffer) { "
            + code
            + " }\n}\n";
    return Parsed.attributed(Source.sample(module, "A.java", text));
  }
}
