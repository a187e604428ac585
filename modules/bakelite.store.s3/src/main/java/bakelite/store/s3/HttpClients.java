package bakelite.store.s3;

import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/// Makes clients of HTTP that send what they are given once.
final class HttpClients {
  /// What `Retry-After` is called here, out of reach of the client's own obedience.
  static final String RETRY_AFTER = "X-Bakelite-Retry-After";

  private static final int IDLE_CONNECTIONS = 4;

  /// Shorter than servers keep a connection, so that one is seldom used that is just being closed.
  private static final long IDLE_SECONDS = 15;

  private HttpClients() {}

  /// A client for one destination: connections are reused, nothing is repeated or redirected.
  static OkHttpClient.Builder of(Limits limits) {
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(limits.connect().toMillis(), TimeUnit.MILLISECONDS)
        .readTimeout(limits.silence().toMillis(), TimeUnit.MILLISECONDS)
        .writeTimeout(limits.silence().toMillis(), TimeUnit.MILLISECONDS)
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .addNetworkInterceptor(HttpClients::withoutRetryAfter)
        .addNetworkInterceptor(HttpClients::withoutReuseOfARefusal);
  }

  /// A 503 with `Retry-After: 0` would be sent again at once, whatever else was asked for.
  private static Response withoutRetryAfter(Interceptor.Chain chain) throws java.io.IOException {
    var response = chain.proceed(chain.request());
    var after = response.header("Retry-After");
    return after == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(RETRY_AFTER, after).build();
  }

  /// A server may refuse what it did not read, a put of a name that is taken for example, and close
  /// the connection without saying so: MinIO does. The next request on it would be lost.
  private static Response withoutReuseOfARefusal(Interceptor.Chain chain)
      throws java.io.IOException {
    var response = chain.proceed(chain.request());
    var connection = chain.connection();
    if (response.isSuccessful() || chain.request().body() == null || connection == null) {
      return response;
    }
    var text = response.peekBody(Wire.MAX_ERROR_BYTES + 1L);
    connection.socket().close();
    response.close();
    return response.newBuilder().body(text).build();
  }
}
