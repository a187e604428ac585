import org.jspecify.annotations.NullMarked;

/// Store provider `file`: a folder on a local disk, honest about durability.
///
/// One setting, `path`. Every key is a file of its own below that folder; what the provider needs
/// for itself lies in `.tmp` there. See [bakelite.store.fs.FileStore] for the order of writes and
/// fsyncs.
@NullMarked
module bakelite.store.fs {
  requires bakelite.store;
  requires static org.jspecify;

  provides bakelite.store.StoreProvider with
      bakelite.store.fs.FileStoreProvider;
}
