package bakelite.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/// The providers at hand, by type.
public final class Stores {
  private final List<Known> providers;

  private Stores(List<Known> providers) {
    this.providers = List.copyOf(providers);
  }

  /// @param origin where it comes from, for a person who has to choose
  private record Known(StoreProvider provider, String origin) {
    static Known of(StoreProvider provider) {
      var module = provider.getClass().getModule();
      return new Known(
          provider, module.isNamed() ? module.getName() : provider.getClass().getName());
    }
  }

  /// The providers of the modules that the program was started with.
  public static Stores installed() {
    return of(
        ServiceLoader.load(StoreProvider.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /// These providers.
  public static Stores of(List<? extends StoreProvider> providers) {
    return new Stores(providers.stream().map(Known::of).toList());
  }

  /// These, and one more, whose type may be taken: then that type is an error from now on.
  ///
  /// @param origin where it comes from, such as its folder
  public Stores with(StoreProvider provider, String origin) {
    var all = new ArrayList<>(providers);
    all.add(new Known(provider, origin));
    return new Stores(all);
  }

  /// The one provider of a type.
  ///
  /// @throws StoreException.Misconfigured when there is none, or more than one
  public StoreProvider of(String type) throws StoreException {
    var found = providers.stream().filter(known -> known.provider.type().equals(type)).toList();
    if (found.size() == 1) {
      return found.getFirst().provider;
    }
    if (found.isEmpty()) {
      throw new StoreException.Misconfigured(
          String.format(
              Locale.ROOT,
              "cannot open a destination of type '%s': expected one of %s",
              type,
              providers.stream().map(known -> known.provider.type()).distinct().sorted().toList()),
          "check the spelling, or put the provider's jar into the provider folder",
          null);
    }
    throw new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot open a destination of type '%s': expected one provider, found %s",
            type,
            found.stream().map(Known::origin).sorted().toList()),
        "remove all but one of them",
        null);
  }

  /// What an address stands for: a folder's path, or `type://place/prefix?key=value`.
  ///
  /// @throws StoreException.Misconfigured when it stands for nothing here
  public StoreSettings settings(String address) throws StoreException {
    var parsed = StoreAddress.parse(address);
    return of(parsed.type()).settings(parsed.uri());
  }

  /// Opens the destination of an address. Writes nothing.
  public ObjectStore open(String address) throws StoreException {
    return open(settings(address));
  }

  /// Opens a destination as it was configured. Writes nothing.
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return of(settings.type()).open(settings);
  }
}
