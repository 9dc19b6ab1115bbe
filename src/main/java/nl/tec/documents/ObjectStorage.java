package nl.tec.documents;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3-compatible store of files under their SHA-256 in hexadecimal. Storing is idempotent, and reading verifies the checksum. Every
 * method throws {@link FileUnavailable} if the store fails or does not respond within seconds.
 */
public final class ObjectStorage {

    /** The setting with the address of the store. If it is set, new files are stored there, and the settings below are required. */
    public static final String ENDPOINT = "tec.files.s3.endpoint";

    private static final String BUCKET = "tec.files.s3.bucket";
    private static final String REGION = "tec.files.s3.region";
    private static final String KEY = "tec.files.s3.key";
    private static final String SECRET = "tec.files.s3.secret";

    /** The conventional region of stores without regions. */
    private static final String ANY_REGION = "us-east-1";

    /** The maximum duration of a call with retries, below the timeout of a database transaction, within which files are stored. */
    private static final Duration MAX_CALL = Duration.ofSeconds(7);

    private static final Duration MAX_TRY = Duration.ofSeconds(5);
    private static final Duration MAX_CONNECTING = Duration.ofSeconds(2);
    private static final int MAX_SECONDS_IN_QUEUE = 1;

    /** The maximum number of concurrent calls, so that a slow store blocks only this many requests. */
    private static final int MAX_AT_ONCE = 8;

    private record Place(URI endpoint, String bucket, String region, String key, String secret) {}

    private final Place place;
    private final Semaphore turns = new Semaphore(MAX_AT_ONCE);
    private @Nullable S3Client client;

    private ObjectStorage(Place place) {
        this.place = place;
    }

    /**
     * Creates the store from the settings.
     *
     * @param settings finds a setting by its name; null or blank if it is not set
     * @return empty if no store is configured
     * @throws IllegalArgumentException if the configuration is incomplete
     */
    public static Optional<ObjectStorage> of(Function<String, @Nullable String> settings) {
        String endpoint = setting(settings, ENDPOINT);
        return endpoint.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectStorage(new Place(
                        address(endpoint),
                        required(settings, BUCKET),
                        Optional.of(setting(settings, REGION))
                                .filter(region -> !region.isEmpty())
                                .orElse(ANY_REGION),
                        required(settings, KEY),
                        required(settings, SECRET))));
    }

    /** Returns the environment variable of a setting. */
    public static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static String setting(Function<String, @Nullable String> settings, String name) {
        return Objects.requireNonNullElse(settings.apply(name), "").strip();
    }

    private static String required(Function<String, @Nullable String> settings, String name) {
        String value = setting(settings, name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(variable(ENDPOINT) + " needs " + variable(name) + " too.");
        }
        return value;
    }

    private static URI address(String endpoint) {
        try {
            URI address = new URI(endpoint);
            if (address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                variable(ENDPOINT) + " has to be an address, such as https://s3.example.org.");
    }

    /** Returns the host and bucket, for administrators. */
    public String name() {
        return place.endpoint().getHost() + "/" + place.bucket();
    }

    /** Stores a file durably before it returns. */
    public void put(byte[] sha256, byte[] content) {
        String md5 = Base64.getEncoder().encodeToString(md5(content));
        call(s3 -> s3.putObject(
                // the store verifies it, and so rejects files that were altered in transit
                request -> request.bucket(place.bucket()).key(key(sha256)).contentMD5(md5),
                RequestBody.fromBytes(content)));
    }

    /** Reads a file. @param length its size in bytes */
    public byte[] get(byte[] sha256, int length) {
        byte[] content = call(s3 ->
                s3.getObject(request -> request.bucket(place.bucket()).key(key(sha256)), (response, body) -> {
                    byte[] read = body.readNBytes(length + 1);
                    if (read.length > length) {
                        body.abort();
                    }
                    return read;
                }));
        if (!Arrays.equals(Sha256.of(content), sha256)) {
            throw new FileUnavailable(name() + " answered other bytes than were stored as " + key(sha256));
        }
        return content;
    }

    /** Deletes a file; idempotent. */
    public void delete(byte[] sha256) {
        call(s3 -> s3.deleteObject(request -> request.bucket(place.bucket()).key(key(sha256))));
    }

    /** Checks that the bucket is accessible. */
    public void check() {
        call(s3 -> s3.headBucket(request -> request.bucket(place.bucket())));
    }

    private static String key(byte[] sha256) {
        return HexFormat.of().formatHex(sha256);
    }

    private <T> T call(Function<S3Client, T> asked) {
        boolean turn = false;
        try {
            turn = turns.tryAcquire(MAX_SECONDS_IN_QUEUE, TimeUnit.SECONDS);
            if (!turn) {
                throw new FileUnavailable(name() + " is too slow: " + MAX_AT_ONCE + " requests wait for it");
            }
            return asked.apply(client());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileUnavailable("stopped while waiting for " + name(), e);
        } catch (SdkException e) {
            throw new FileUnavailable(name() + ": " + e.getMessage(), e);
        } finally {
            if (turn) {
                turns.release();
            }
        }
    }

    /** Returns the client, created on first use because its library is large and starting does not need it. */
    private synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .endpointOverride(place.endpoint())
                    .region(Region.of(place.region()))
                    .credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create(place.key(), place.secret())))
                    .forcePathStyle(true)
                    // not every store supports Amazon's checksums; the Content-MD5 of a request and the name of an
                    // object
                    // replace them
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(MAX_CONNECTING)
                            .socketTimeout(MAX_TRY))
                    .overrideConfiguration(
                            calls -> calls.apiCallTimeout(MAX_CALL).apiCallAttemptTimeout(MAX_TRY))
                    .build();
        }
        return client;
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
