package bakelite.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One destination: objects under keys.
///
/// A provider makes one attempt of each call. It MUST tell what happened by the types below and
/// leaves it to the caller to try again. What else it owes, in every method:
///
/// - MUST be safe for any number of threads
/// - MUST show readers nothing or one whole object under a key, at any moment: while it is being
///   put or replaced, after a crash, after a power loss
/// - MUST be durable before it answers: a power loss after that takes nothing back, no put, no
///   deletion
/// - MUST store nothing and throw [UncheckedIOException] when the content to be put cannot be read,
///   or is shorter or longer than it said. That is not the store's fault, so it is no
///   [StoreException]
/// - MUST end soon with [StoreException.Unreachable], the thread still interrupted, when a thread
///   is interrupted and the call could not be finished
/// - MUST throw [IllegalStateException] once it is closed
///
/// The caller in turn never uses a key that is the folder of another (`a` beside `a/b`): some
/// stores cannot hold both and refuse the second as [StoreException.Misconfigured]. It counts and
/// hashes what it reads.
public interface ObjectStore extends AutoCloseable {
  /// Creates an object, never replaces one.
  ///
  /// - MUST let exactly one of any number of racing puts of one key be `Stored`
  /// - MUST change nothing when it answers `AlreadyExists`, and that object MUST be durable by
  ///   then: whoever put it may have died before it was
  /// - MUST answer `Unknown` only where an object that can be read is durable, because a caller
  ///   reads it back and takes it for stored; else the failure is an exception
  PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException;

  /// Creates or replaces an object.
  ///
  /// @return the version that [#head], [#get(ObjectKey)] and [#list] tell from now on
  ObjectVersion put(ObjectKey key, Content content) throws StoreException;

  /// The whole object: one content that was put, never a mixture, also when it is replaced or
  /// deleted while it is being read (then a stream MAY end in an `IOException`).
  ///
  /// @throws StoreException.Missing when there is none
  Fetched get(ObjectKey key) throws StoreException;

  /// A part of the object. MUST be refused as `Damaged` when the object ends before the range does,
  /// and MUST NOT give more than the part.
  ///
  /// @throws StoreException.Missing when there is no object
  Fetched get(ObjectKey key, ByteRange range) throws StoreException;

  /// The version of an object, or empty when there is none.
  Optional<ObjectVersion> head(ObjectKey key) throws StoreException;

  /// The objects whose key begins with `prefix`, ascending by key, after `after` when it is given.
  ///
  /// - MUST show every object whose put was answered before the call, and none whose deletion was
  /// - MUST bound its pages, and say by `more` that there are others; the caller goes on after the
  ///   last key of the page
  /// - MUST name as strangers what lies there and is no object; see [ListPage#strangers]
  ///
  /// @param prefix any text, it may end within a segment; empty means all, and one that no key
  ///   begins with an empty page
  ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException;

  /// Deletes objects, in any order and any number; one that is not there is no error. After an
  /// exception some may be deleted and others not.
  void delete(List<ObjectKey> keys) throws StoreException;

  /// The store's clock: the one that [ObjectVersion#modified] is from.
  Instant time() throws StoreException;

  /// What the provider knows of this place and a person should know, such as versioning or a rule
  /// that deletes objects. For `doctor`; nothing that [StoreProbe] tries by itself.
  default List<Trait> traits() throws StoreException {
    return List.of();
  }

  /// How many requests were sent since this destination was opened, by kind, such as `put`, `get`,
  /// `head`, `list`, `delete`: what somebody may have to pay for. Empty where nothing is counted.
  default Map<String, Long> requests() {
    return Map.of();
  }

  /// What this destination is called in messages: an address without secrets.
  String name();

  /// Lets go of everything; may be called twice. Streams that were given out MAY end with it.
  @Override
  void close();
}
