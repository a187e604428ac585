package bakelite.store.fs;

import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.StoredObject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// One page of the keys below a folder, in the order of the keys.
///
/// That is not the order of a walk by file names. `-` and `.` come before `/`, digits and letters
/// after it, so a folder `a` beside files `a-b` and `a0` holds keys between the two:
///
///     a-b   a.c   a/x   a/y   a0
///
/// A folder therefore takes its turn as `a/`, not as `a`. Whether a name is a folder is asked only
/// when its turn has come, since every answer costs a call: it goes back into the queue under its
/// longer name then. A folder is read in portions of one page, so that memory does not grow with it.
final class KeyWalk {
  private final Disk disk;
  private final String prefix;
  private final String after;
  private final int limit;
  private final List<StoredObject> objects = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();
  private int strangersBeforeLast;
  private boolean more;

  private KeyWalk(Disk disk, String prefix, Optional<ObjectKey> after, int limit) {
    this.disk = disk;
    this.prefix = prefix;
    this.after = after.map(ObjectKey::text).orElse("");
    this.limit = limit;
  }

  /// @param limit most objects on the page, at least 1
  static ListPage page(
      Disk disk, Path root, String prefix, Optional<ObjectKey> after, int limit, Instant storeTime)
      throws IOException {
    var walk = new KeyWalk(disk, prefix, after, limit);
    walk.folder(root, "");
    // What was seen behind the last key will be seen again on the next page.
    var strangers =
        walk.more ? walk.strangers.subList(0, walk.strangersBeforeLast) : walk.strangers;
    return new ListPage(walk.objects, walk.more, storeTime, strangers);
  }

  /// @param path of the folder as a key, with a `/` at its end; empty for the root
  private void folder(Path folder, String path) throws IOException {
    var turns = new PriorityQueue<String>();
    var portion = new Portion(folder, path);
    portion.readNext(turns);
    while (!turns.isEmpty() && !more) {
      var name = turns.remove();
      if (name.endsWith("/")) {
        folder(folder.resolve(name.substring(0, name.length() - 1)), path + name);
      } else {
        visit(folder, path, name, turns);
        if (name.equals(portion.last)) {
          portion.readNext(turns);
        }
      }
    }
  }

  private void visit(Path folder, String path, String name, PriorityQueue<String> turns)
      throws IOException {
    DiskEntry entry;
    try {
      entry = disk.entry(folder.resolve(name));
    } catch (NoSuchFileException _) {
      return;
    }
    var text = path + name;
    switch (entry.kind()) {
      case FOLDER -> {
        if (ObjectKey.isKey(text)) {
          turns.add(name + "/");
        } else {
          stranger(text + "/");
        }
      }
      case FILE -> {
        if (!ObjectKey.isKey(text)) {
          stranger(text);
        } else if (text.compareTo(after) > 0 && text.startsWith(prefix)) {
          object(new StoredObject(new ObjectKey(text), entry.version()));
        }
      }
      case OTHER -> stranger(text);
    }
  }

  private void object(StoredObject object) {
    if (objects.size() == limit) {
      more = true;
    } else {
      objects.add(object);
      strangersBeforeLast = strangers.size();
    }
  }

  private void stranger(String text) {
    // A link where a folder of the prefix should be is told, too: it hides all that was asked for.
    var hides = prefix.startsWith(text + "/");
    if ((hides || (text.compareTo(after) > 0 && text.startsWith(prefix)))
        && strangers.size() < ListPage.MAX_STRANGERS) {
      strangers.add(text);
    }
  }

  /// Whether something that can be on this page may lie at or below a name.
  private boolean concerns(String path, String name) {
    var asFolder = path + name + "/";
    return name.charAt(0) != '.'
        && (asFolder.compareTo(after) > 0 || after.startsWith(asFolder))
        && (asFolder.startsWith(prefix) || prefix.startsWith(asFolder));
  }

  /// The names of a folder that concern this page, ascending, some at a time.
  private final class Portion {
    private final Path folder;
    private final String path;
    private String last = "";
    private boolean complete;

    Portion(Path folder, String path) {
      this.folder = folder;
      this.path = path;
    }

    void readNext(PriorityQueue<String> turns) throws IOException {
      if (complete) {
        return;
      }
      var smallest = new PriorityQueue<String>(Comparator.reverseOrder());
      var from = last;
      complete = true;
      try {
        disk.names(
            folder,
            name -> {
              if (name.compareTo(from) > 0 && concerns(path, name)) {
                smallest.add(name);
                if (smallest.size() > limit) {
                  smallest.remove();
                  complete = false;
                }
              }
            });
      } catch (NoSuchFileException | NotDirectoryException _) {
        // No folder, no names: it was taken away, or was never there.
      }
      if (!smallest.isEmpty()) {
        last = smallest.element();
        turns.addAll(smallest);
      }
    }
  }
}
