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
 * Rate limiting with token buckets. It counts in the memory of each node, so n nodes allow up to n times as much: good enough against
 * guessing, without load on the database.
 */
@Service
public class RateLimit {

    /** The rate-limited actions, with their capacity and refill period. */
    public enum Limit {
        /** Failed sign-ins from one network address. Generous, because a school has one address. */
        SIGN_IN_ADDRESS(60, Duration.ofMinutes(10)),
        /** Failed sign-ins with one mail address from one origin, whether it has an account or not. */
        SIGN_IN_ACCOUNT(8, Duration.ofMinutes(15)),
        /** Failed sign-ins with one mail address from all unknown origins together, against distributed guessing. */
        SIGN_IN_ANYWHERE(300, Duration.ofHours(1)),
        /** Passkey challenges from one network address. */
        PASSKEY_ADDRESS(120, Duration.ofMinutes(10)),
        /** Back-channel logouts from one identity provider. */
        SIGN_OUT_ELSEWHERE(600, Duration.ofMinutes(10)),
        /** Requests for sign-in links, or links to one's own data, from one network address. */
        LINK_ADDRESS(30, Duration.ofHours(1)),
        /** Requests for links to one mail address from one origin. */
        LINK_ACCOUNT(4, Duration.ofMinutes(20)),
        /** Requests for links to one mail address from all unknown origins together. */
        LINK_ANYWHERE(20, Duration.ofHours(1)),
        /** Sign-ups from one network address, which a classroom of parents at an open day shares. */
        SIGN_UP_ADDRESS(60, Duration.ofHours(1)),
        /** Sign-ups with one mail address from one origin. */
        SIGN_UP_MAIL(10, Duration.ofHours(1)),
        /** Sign-ups with one mail address from all origins together. */
        SIGN_UP_ANYWHERE(30, Duration.ofHours(1)),
        /** Signing by link from one network address, which a meeting of all signatories shares. */
        SIGNING(60, Duration.ofMinutes(10)),
        /** Survey answers from one network address, which several classes of a school share. */
        SURVEY(400, Duration.ofMinutes(10)),
        /** Invitations by one account; a whole team is invited in one go. */
        INVITATION(60, Duration.ofHours(1)),
        /** Invitations of one mail address by one account. */
        INVITATION_MAIL(4, Duration.ofHours(1)),
        /** Requests for one offer of a company by one account, which may ask for several classes. */
        OFFER_REQUEST(10, Duration.ofHours(1)),
        /** Announcements by one account. */
        ANNOUNCEMENT(20, Duration.ofHours(1)),
        /** Immediate reads of a calendar by a partner. */
        CALENDAR_READ(10, Duration.ofHours(1)),
        /** Document verifications from one network address. */
        DOCUMENT_CHECK(20, Duration.ofMinutes(10)),
        /** API requests with one key: a sustained two per second. */
        API_KEY(600, Duration.ofMinutes(5)),
        /** API requests with an invalid key from one network address. */
        API_UNKNOWN_KEY(60, Duration.ofMinutes(10)),
        /** Test messages to webhooks by one account. */
        WEBHOOK_TEST(10, Duration.ofMinutes(10)),
        /** Immediate reads of neighbouring hubs by an administrator. */
        NEIGHBOUR_READ(10, Duration.ofMinutes(10)),
        /** Attempts to enter the code of the first-run page. */
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

    /**
     * Kinds of mail that anybody can request for an address that they type. Each is counted by itself, and per address and network, so that a
     * stranger does not keep the owner of the address from their own; a wider limit for all networks together protects the mailbox.
     */
    public enum Mailed {
        PRIVACY_LINK(Limit.LINK_ADDRESS, Limit.LINK_ACCOUNT, Limit.LINK_ANYWHERE),
        ACCOUNT_REQUEST(Limit.SIGN_UP_ADDRESS, Limit.LINK_ACCOUNT, Limit.LINK_ANYWHERE),
        SIGN_UP(Limit.SIGN_UP_ADDRESS, Limit.SIGN_UP_MAIL, Limit.SIGN_UP_ANYWHERE),
        SIGN_UP_LINKS(Limit.SIGN_UP_ADDRESS, Limit.SIGN_UP_MAIL, Limit.SIGN_UP_ANYWHERE),
        DATE_ALERT(Limit.SIGN_UP_ADDRESS, Limit.SIGN_UP_MAIL, Limit.SIGN_UP_ANYWHERE);

        private final Limit network;
        private final Limit mail;
        private final Limit anywhere;

        Mailed(Limit network, Limit mail, Limit anywhere) {
            this.network = network;
            this.mail = mail;
            this.anywhere = anywhere;
        }

        private String key(String mail) {
            return name() + " " + mail.strip();
        }
    }

    private record Key(Limit limit, String who) {}

    private final Cache<Key, Bucket> buckets = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(2))
            .maximumSize(100_000)
            .build();

    /**
     * Consumes a token if there is one.
     *
     * @param key the key to count under: {@link #address} of a visitor, or a mail address
     * @return how long to wait over the limit; empty if allowed
     */
    public Optional<Duration> tryConsume(Limit limit, String key) {
        ConsumptionProbe probe = bucket(limit, key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /**
     * Consumes a token for a mail to a typed address, if it is allowed.
     *
     * @param remoteAddress of the request
     * @return how long to wait over the limit; empty if allowed
     */
    public Optional<Duration> tryConsume(Mailed what, String remoteAddress, String mail) {
        String network = address(remoteAddress);
        String key = what.key(mail);
        // the wide limit last: what is refused does not count for everybody
        return tryConsume(what.network, network)
                .or(() -> tryConsume(what.mail, key + " " + network))
                .or(() -> tryConsume(what.anywhere, key));
    }

    /** Refunds the tokens of an attempt that sent no mail. */
    public void giveBack(Mailed what, String remoteAddress, String mail) {
        String network = address(remoteAddress);
        giveBack(what.network, network);
        giveBack(what.mail, what.key(mail) + " " + network);
        giveBack(what.anywhere, what.key(mail));
    }

    /**
     * The outcome of an attempt.
     *
     * @param limit the capacity
     * @param remaining the number of tokens left
     * @param reset the time until the bucket is full again
     * @param refused how long to wait; empty if allowed
     */
    public record Use(long limit, long remaining, Duration reset, Optional<Duration> refused) {}

    /** Consumes a token if there is one, for APIs that report the remaining number. */
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
     * Consumes a token, for controllers: over the limit, the visitor gets the page that says when to try again.
     *
     * @throws TooManyRequests over the limit
     */
    public void consume(Limit limit, String key) {
        tryConsume(limit, key).ifPresent(wait -> {
            throw new TooManyRequests(wait);
        });
    }

    /** Refunds a token, for an attempt that turned out to be legitimate. */
    public void giveBack(Limit limit, String key) {
        bucket(limit, key).addTokens(1);
    }

    /**
     * Returns the key that an address is counted under; for IPv6 its /64 prefix, because a single household has a whole /64.
     *
     * @param remoteAddress of the request
     */
    public static String address(String remoteAddress) {
        try {
            // always a literal address, so there is no DNS lookup
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
