/// A store provider for bakelite: all objects in one file.
module example.logfile {
  requires bakelite.store;

  provides bakelite.store.StoreProvider with
      example.logfile.LogFileProvider;
}
