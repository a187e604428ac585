package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class StoreAddressTest {
  @Test
  void aPlainPathIsAFolder() throws Exception {
    for (var path : List.of("/var/backups", "/", "/with space/and ?#%25&+ signs", "/\u00e4/b")) {
      var address = StoreAddress.parse(path);
      assertEquals("file", address.type());
      assertEquals(path, address.uri().getPath());
      assertEquals(Map.of(), address.query());
    }
  }

  @Test
  void aRelativePathIsOneFromTheWorkingFolder() throws Exception {
    for (var path : List.of("backups", "./s3:odd", "../x", "b/c:d")) {
      assertEquals(
          Path.of(path).toAbsolutePath().toString(), StoreAddress.parse(path).uri().getPath());
    }
  }

  @Property
  void everyPathComesBack(
      @ForAll @CharRange(from = ' ', to = '~') @StringLength(min = 1, max = 20) String text)
      throws Exception {
    // Path.of drops doubled and trailing slashes; all else must survive being made an address.
    var path = Path.of("/" + text).toString();
    assertEquals(path, StoreAddress.parse(path).uri().getPath());
  }

  @Test
  void anAddressKeepsItsParts() throws Exception {
    var address =
        StoreAddress.parse(
            "s3://acme_backups/app/x?endpoint=http://127.0.0.1:9000&path_style=true&note=a%20b%26c+d");
    assertEquals("s3", address.type());
    assertEquals("acme_backups", address.uri().getAuthority());
    assertEquals("/app/x", address.uri().getPath());
    assertEquals(
        Map.of("endpoint", "http://127.0.0.1:9000", "path_style", "true", "note", "a b&c+d"),
        address.query());
    assertEquals("/backups", StoreAddress.parse("file:///backups").uri().getPath());
    assertEquals("/backups", StoreAddress.parse("file:/backups").uri().getPath());
  }

  @Test
  void whatIsNeitherIsRefusedWithAHint() {
    for (var text :
        List.of("", "  ", "s3:bucket/prefix", "host:path", "s3://b/a b", "s3://b/%zz")) {
      var error =
          assertThrows(StoreException.Misconfigured.class, () -> StoreAddress.parse(text), text);
      assertTrue(error.getMessage().startsWith("cannot use the address"), error.getMessage());
      assertFalse(error.hint().isBlank());
    }
  }

  @Test
  void brokenKeysAreRefused() throws Exception {
    for (var query : List.of("region", "=x", "a=1&a=2", "a=1&")) {
      var address = StoreAddress.parse("s3://b/p?" + query);
      assertThrows(StoreException.Misconfigured.class, address::query, query);
    }
  }

  @Test
  void noSecretIsRepeated() throws Exception {
    var texts = List.of("s3://user:hunter2@b/p?secret_key=hunter2", "s3://b/ p?k=hunter2");
    assertEquals("s3://b/p", StoreAddress.parse(texts.getFirst()).toString());
    var error =
        assertThrows(StoreException.Misconfigured.class, () -> StoreAddress.parse(texts.getLast()));
    assertFalse(String.valueOf(error).contains("hunter2"));
    var doubled = StoreAddress.parse("s3://b/p?k=hunter2&k=hunter2");
    var second = assertThrows(StoreException.Misconfigured.class, doubled::query);
    assertFalse(String.valueOf(second).contains("hunter2"));
  }
}
