package nl.tec.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * The limits on how often something may be tried before one has to wait. Counted in the memory of each node, so with n nodes somebody
 * gets at most n times as far; enough against guessing, and nothing to pay for in the database.
 */
@Service
public class RateLimit {

    /** Everything that has a limit: so many times in so long, refilling evenly. */
    public enum Limit {
        /** Failed attempts to sign in from one address. A school is one address, so this is wide. */
        SIGN_IN_ADDRESS(60, Duration.ofMinutes(10)),
        /** Failed attempts to sign in with one mail address from one place, whether it has an account or not. */
        SIGN_IN_ACCOUNT(8, Duration.ofMinutes(15)),
        /** The same from all places where its owner has never signed in, together: against guessing from many at once. */
        SIGN_IN_ANYWHERE(300, Duration.ofHours(1)),
        /** Questions to sign in with a passkey from one address. */
        PASSKEY_ADDRESS(120, Duration.ofMinutes(10)),
        /** Words from one service that somebody signed out there. */
        SIGN_OUT_ELSEWHERE(600, Duration.ofMinutes(10)),
        /** Links to sign in asked from one address. */
        LINK_ADDRESS(30, Duration.ofHours(1)),
        /** Links to sign in to one mail address, asked from one place. */
        LINK_ACCOUNT(4, Duration.ofMinutes(20)),
        /** The same from all places where its owner has never signed in, together. */
        LINK_ANYWHERE(20, Duration.ofHours(1)),
        /** Sign-ups from one address: a classroom of parents at an open day is one address. */
        SIGN_UP_ADDRESS(60, Duration.ofHours(1)),
        /** Sign-ups with one mail address. */
        SIGN_UP_MAIL(10, Duration.ofHours(1)),
        /** Signing by link from one address: a meeting of all signatories is one address. */
        SIGNING(60, Duration.ofMinutes(10)),
        /** Answers to surveys from one address: several classes of a school at the same time are one address. */
        SURVEY(400, Duration.ofMinutes(10)),
        /** Messages of one's own by one account. */
        ANNOUNCEMENT(20, Duration.ofHours(1)),
        /** Calendars that a partner has read at once. */
        CALENDAR_READ(10, Duration.ofHours(1)),
        /** Documents to check from one address. */
        DOCUMENT_CHECK(20, Duration.ofMinutes(10)),
        /** Requests to the API with one key: two a second, all the time. */
        API_KEY(600, Duration.ofMinutes(5)),
        /** Requests to the API from one address with a key that does not work. */
        API_UNKNOWN_KEY(60, Duration.ofMinutes(10)),
        /** Trial messages to webhooks by one account. */
        WEBHOOK_TEST(10, Duration.ofMinutes(10)),
        /** Neighbouring hubs that an administrator has read at once. */
        NEIGHBOUR_READ(10, Duration.ofMinutes(10)),
        /** Attempts at the code of the first-run page. */
        FIRST_RUN(20, Duration.ofMinutes(10));

        private final BucketConfiguration bucket;
        private final int times;
        private final Duration in;

        Limit(int times, Duration in) {
            this.times = times;
            this.in = in;
            this.bucket = BucketConfiguration.builder()
                    .addLimit(Bandwidth.builder()
                            .capacity(times)
                            .refillGreedy(times, in)
                            .build())
                    .build();
        }
    }

    private record Key(Limit limit, String who) {}

    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(2))
            .maximumSize(100_000)
            .build();

    /**
     * Uses one of the times there are.
     *
     * @param key whom it is counted for: {@link #address} of a visitor, a mail address
     * @return how long to wait when there is none; empty when it may go on
     */
    public Optional<Duration> tryConsume(Limit limit, String key) {
        ConsumptionProbe probe = bucket(limit, key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /**
     * The outcome of an attempt.
     *
     * @param limit how many there are in all
     * @param remaining how many are left
     * @param reset after how long all of them are there again
     * @param refused how long to wait when there was none left
     */
    public record Use(long limit, long remaining, Duration reset, Optional<Duration> refused) {}

    /** Uses one of the times there are, for who tells a program how many are left. */
    public Use use(Limit limit, String key) {
        ConsumptionProbe probe = bucket(limit, key).tryConsumeAndReturnRemaining(1);
        long remaining = probe.getRemainingTokens();
        Duration reset = limit.in.multipliedBy(limit.times - remaining).dividedBy(limit.times);
        return new Use(
                limit.times,
                remaining,
                reset,
                probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill())));
    }

    /**
     * Uses one of the times there are, for controllers: over the limit the visitor gets the page that says when to try again.
     *
     * @throws TooManyRequests when there is none
     */
    public void consume(Limit limit, String key) {
        tryConsume(limit, key).ifPresent(wait -> {
            throw new TooManyRequests(wait);
        });
    }

    /** Gives one back: what was counted beforehand turned out well. */
    public void giveBack(Limit limit, String key) {
        bucket(limit, key).addTokens(1);
    }

    /**
     * Returns the key that an address is counted under: of IPv6 the first 64 bits, because everybody at home has all the rest.
     *
     * @param remoteAddress of the request
     */
    public static String address(String remoteAddress) {
        try {
            // only literal addresses come here, so nothing is looked up
            InetAddress address = InetAddress.getByName(remoteAddress);
            return address instanceof Inet6Address
                    ? Arrays.toString(Arrays.copyOf(address.getAddress(), 8))
                    : address.getHostAddress();
        } catch (UnknownHostException e) {
            return remoteAddress;
        }
    }

    private Bucket bucket(Limit limit, String key) {
        return buckets.get(
                new Key(limit, key.toLowerCase(Locale.ROOT)),
                k -> Bucket.builder().addLimit(limit.bucket.getBandwidths()[0]).build());
    }
}
