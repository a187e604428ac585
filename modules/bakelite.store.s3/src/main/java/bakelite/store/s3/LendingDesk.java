package bakelite.store.s3;

import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// Asks those who hand out keys, with patience for one try.
final class LendingDesk {
  private static final int MAX_ANSWER_BYTES = 64 << 10;

  /// The machine's own answers within this, or is not there.
  private static final int THERE_MILLIS = 1_000;

  private static final int PATIENCE_SECONDS = 10;

  private final OkHttpClient http;
  private final OkHttpClient nearby;

  LendingDesk(OkHttpClient http) {
    this.http = http.newBuilder().callTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).build();
    this.nearby =
        this.http
            .newBuilder()
            .proxy(java.net.Proxy.NO_PROXY)
            .connectTimeout(THERE_MILLIS, TimeUnit.MILLISECONDS)
            .callTimeout(2 * THERE_MILLIS, TimeUnit.MILLISECONDS)
            .build();
  }

  /// The text of the answer.
  ///
  /// @param who is asked, for messages
  String ask(String who, Request request) throws StoreException {
    var client = request.url().isHttps() ? http : nearby;
    try (var response = client.newCall(request).execute()) {
      if (response.isSuccessful()) {
        return text(response);
      }
      throw new StoreException.Denied(
          sentence(who, "status " + response.code()), "check the role and its trust", null);
    } catch (IOException e) {
      throw new StoreException.Unreachable(sentence(who, "no answer"), "it is tried again", e);
    }
  }

  /// The same, and empty where nobody is there, or has nothing.
  Optional<String> askIfThere(String who, Request request) throws StoreException {
    try (var response = nearby.newCall(request).execute()) {
      if (response.isSuccessful()) {
        return Optional.of(text(response));
      }
      if (response.code() >= 500) {
        throw new StoreException.Unreachable(
            sentence(who, "status " + response.code()), "it is tried again", null);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String text(Response response) throws IOException {
    var source = response.body().source();
    source.request(MAX_ANSWER_BYTES);
    return source.getBuffer().readUtf8();
  }

  private static String sentence(String who, String found) {
    return String.format(
        Locale.ROOT, "cannot get keys from %s: expected an answer with keys, found %s", who, found);
  }
}
