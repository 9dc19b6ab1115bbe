package nl.tec.feedback.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tec.feedback.SurveyAudience;
import nl.tec.feedback.SurveyLink;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.springframework.stereotype.Component;

/**
 * The codes of links: the session, the audience, and a MAC of twelve characters with the hub's key. They are deterministic, so nothing
 * is stored, and can't be guessed. Short, because they are in QR codes and read from a board.
 */
@Component
public class LinkCodes {

    /** The number of characters of the MAC: 60 bits. */
    private static final int PROOF = 12;

    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final Pattern CODE = Pattern.compile("([0-9a-z]{1,12})-([a-z])([a-km-np-z2-9]{" + PROOF + "})");

    private final HubSettings hub;

    LinkCodes(HubSettings hub) {
        this.hub = hub;
    }

    SurveyLink link(long sessionId, SurveyAudience audience) {
        return new SurveyLink(
                sessionId,
                audience,
                Long.toString(sessionId, 36) + "-" + audience.letter() + proof(sessionId, audience));
    }

    /** Finds a link; empty when it is not a code of this hub. */
    public Optional<SurveyLink> find(String code) {
        Matcher parts = CODE.matcher(code.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return Optional.empty();
        }
        long session = Long.parseLong(parts.group(1), 36);
        return SurveyAudience.of(parts.group(2).charAt(0))
                .map(audience -> link(session, audience))
                .filter(link -> MessageDigest.isEqual(
                        link.code().getBytes(StandardCharsets.US_ASCII),
                        parts.group().getBytes(StandardCharsets.US_ASCII)));
    }

    private String proof(long sessionId, SurveyAudience audience) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(hub.get(Setting.HASH_KEY)), "HmacSHA256"));
            byte[] hash = mac.doFinal(("survey:" + sessionId + ":" + audience).getBytes(StandardCharsets.UTF_8));
            StringBuilder proof = new StringBuilder();
            for (int i = 0; i < PROOF; i++) {
                proof.append(ALPHABET.charAt(hash[i] & 31));
            }
            return proof.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
