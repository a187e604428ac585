package bakelite.cli.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Takes nodes of YAML for what they should be, and notes what they are not.
final class Reading {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)\\}?");
  private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Problems problems;
  private final Map<String, String> environment;

  /// @param environment what `${NAME}` stands for
  Reading(Problems problems, Map<String, String> environment) {
    this.problems = problems;
    this.environment = environment;
  }

  /// Something in the file, under a key.
  ///
  /// @param line of the key, from 1
  record Item(String key, int line, Node node) {}

  /// One value.
  ///
  /// @param text with its variables put in
  /// @param shown as it stands in the file: a variable may hold a secret
  record Value(String key, int line, String text, String shown) {}

  Problems problems() {
    return problems;
  }

  /// The items of a map, each key once; empty where it is none.
  Map<String, Item> map(Item item) {
    if (!is(item, NodeType.MAPPING)) {
      return Map.of();
    }
    var items = new LinkedHashMap<String, Item>();
    for (var tuple : ((MappingNode) item.node()).getValue()) {
      int line = line(tuple.getKeyNode(), item.line());
      if (tuple.getKeyNode() instanceof ScalarNode name) {
        var key = name.getValue();
        var first = items.putIfAbsent(key, new Item(key, line, tuple.getValueNode()));
        if (first != null) {
          problems.add(line, key, "expected once, found again, first in line " + first.line());
        }
      } else {
        problems.add(line, item.key(), "expected keys, found " + described(tuple.getKeyNode()));
      }
    }
    return items;
  }

  /// The items of a map that may have these keys and no other.
  Map<Key, Item> map(Item item, List<Key> known) {
    var byText = new HashMap<String, Key>();
    known.forEach(key -> byText.put(key.text(), key));
    var items = new LinkedHashMap<Key, Item>();
    map(item)
        .forEach((text, each) -> {
          var key = byText.get(text);
          if (key != null) {
            items.put(key, each);
          } else {
            unknown(each, byText.keySet());
          }
        });
    return items;
  }

  void unknown(Item item, Set<String> known) {
    var meant = Nearest.to(item.key(), known);
    problems.add(
        item.line(),
        item.key(),
        "no such key here" + meant.map(text -> " (did you mean " + text + "?)").orElse(""));
  }

  /// The items of a list; absent where it is none.
  Optional<List<Item>> list(Item item) {
    if (!is(item, NodeType.SEQUENCE)) {
      return Optional.empty();
    }
    return Optional.of(
        ((SequenceNode) item.node())
            .getValue().stream()
                .map(node -> new Item(item.key(), line(node, item.line()), node))
                .toList());
  }

  /// One value; empty where there is none.
  Optional<Value> value(Item item) {
    if (!is(item, NodeType.SCALAR)) {
      return Optional.empty();
    }
    var shown = ((ScalarNode) item.node()).getValue();
    return expanded(item, shown).map(text -> new Value(item.key(), item.line(), text, shown));
  }

  private boolean is(Item item, NodeType wanted) {
    var node = item.node();
    if (node.getAnchor().isPresent()) {
      problems.add(item.line(), item.key(), "expected no anchors and aliases, found an anchor");
      return false;
    }
    if (node.getNodeType() != wanted || isNothing(node)) {
      var expected =
          switch (wanted) {
            case MAPPING -> "keys below it";
            case SEQUENCE -> "a list";
            case SCALAR, ANCHOR -> "a value";
          };
      problems.add(item.line(), item.key(), "expected " + expected + ", found " + described(node));
      return false;
    }
    return true;
  }

  private static boolean isNothing(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String described(Node node) {
    return switch (node.getNodeType()) {
      case MAPPING -> "keys";
      case SEQUENCE -> "a list";
      case SCALAR, ANCHOR ->
          isNothing(node) ? "nothing" : "'" + ((ScalarNode) node).getValue() + "'";
    };
  }

  private Optional<String> expanded(Item item, String text) {
    var result = new StringBuilder();
    var variable = VARIABLE.matcher(text);
    while (variable.find()) {
      var name = variable.group(1);
      if (!VARIABLE_NAME.matcher(name).matches() || !variable.group().endsWith("}")) {
        problems.add(item.line(), item.key(), "expected ${NAME}, found '" + variable.group() + "'");
        return Optional.empty();
      }
      var value = environment.get(name);
      if (value == null) {
        problems.add(
            item.line(),
            item.key(),
            "expected the environment variable " + name + " to be set, found it unset");
        return Optional.empty();
      }
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return Optional.of(variable.appendTail(result).toString());
  }

  private static int line(Node node, int otherwise) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(otherwise);
  }
}
