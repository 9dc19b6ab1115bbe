package nl.tec.mail.internal;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.tec.hub.EmailHash;
import nl.tec.hub.HubSettings;
import org.springframework.stereotype.Component;

/**
 * The Message-ID of a mail: the same for every attempt, and with a MAC of this hub in it, so that nobody can forge a bounce report of a
 * mail that they never received.
 */
@Component
class MessageIds {

    private static final Pattern OURS = Pattern.compile("<([0-9]{1,18})\\.([0-9a-f]{20})\\.tec@[^>]*>");
    private static final int MARK_BYTES = 10;

    private final HubSettings hub;
    private final EmailHash hash;

    MessageIds(HubSettings hub, EmailHash hash) {
        this.hub = hub;
        this.hash = hash;
    }

    String of(long outboxId) {
        return "<" + outboxId + "." + mark(outboxId) + ".tec@" + hub.host() + ">";
    }

    /** Returns the id in the outbox; empty when it is not a mail of this hub. */
    Optional<Long> read(String messageId) {
        Matcher ours = OURS.matcher(messageId);
        return ours.find()
                        && MessageDigest.isEqual(
                                HexFormat.of().parseHex(ours.group(2)),
                                HexFormat.of().parseHex(mark(Long.parseLong(ours.group(1)))))
                ? Optional.of(Long.valueOf(ours.group(1)))
                : Optional.empty();
    }

    private String mark(long outboxId) {
        return HexFormat.of().formatHex(hash.of("mail " + outboxId), 0, MARK_BYTES);
    }
}
