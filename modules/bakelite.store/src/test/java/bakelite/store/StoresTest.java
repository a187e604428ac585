package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StoresTest {
  /// Understands addresses and opens nothing.
  private record Provider(String type) implements StoreProvider {
    @Override
    public StoreSettings settings(URI address) throws StoreException {
      var values = new StoreAddress(address).query();
      values.put("place", address.getAuthority() + address.getPath());
      return new StoreSettings(type, values);
    }

    @Override
    public ObjectStore open(StoreSettings settings) throws StoreException {
      throw new StoreException.Unreachable("cannot open " + settings, "it is a test's", null);
    }
  }

  private final Provider s3 = new Provider("s3");
  private final Provider file = new Provider("file");
  private final Stores stores = Stores.of(List.of(s3, file));

  @Test
  void aProviderIsFoundByItsType() throws Exception {
    assertSame(s3, stores.of("s3"));
    assertSame(file, stores.of("file"));
  }

  @Test
  void anUnknownTypeNamesTheOnesThatThereAre() {
    var error = assertThrows(StoreException.Misconfigured.class, () -> stores.of("s4"));
    assertTrue(error.getMessage().contains("'s4'"), error.getMessage());
    assertTrue(error.getMessage().contains("[file, s3]"), error.getMessage());
  }

  @Test
  void twoProvidersOfOneTypeAreAnErrorThatNamesBoth() {
    record Other(String type) implements StoreProvider {
      @Override
      public StoreSettings settings(URI address) {
        return new StoreSettings(type, Map.of());
      }

      @Override
      public ObjectStore open(StoreSettings settings) {
        throw new IllegalStateException();
      }
    }
    var doubled = Stores.of(List.of(s3, new Other("s3")));
    var error = assertThrows(StoreException.Misconfigured.class, () -> doubled.of("s3"));
    assertTrue(error.getMessage().contains("expected one provider"), error.getMessage());
  }

  @Test
  void anAddressFindsItsProvider() throws Exception {
    assertEquals(
        new StoreSettings("s3", Map.of("place", "bucket/p", "region", "x")),
        stores.settings("s3://bucket/p?region=x"));
    assertEquals("file", stores.settings("/var/backups").type());
    assertThrows(StoreException.Misconfigured.class, () -> stores.settings("ftp://host/x"));
  }

  @Test
  void openingAnAddressIsOpeningItsSettings() {
    var error =
        assertThrows(StoreException.Unreachable.class, () -> stores.open("s3://b/p?secret=s3cr3t"));
    assertTrue(error.getMessage().contains("s3[place, secret]"), error.getMessage());
    assertFalse(error.getMessage().contains("s3cr3t"), "settings tell their keys only");
  }
}
