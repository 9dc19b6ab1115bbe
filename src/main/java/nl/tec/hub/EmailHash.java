package nl.tec.hub;

import jakarta.annotation.PostConstruct;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nl.tec.hub.HubSettings.Setting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Computes a keyed hash of a mail address, which identifies sign-ups of the same person after the address itself is removed
 * (rules 2.5, 2.9, 8). Without the hub's own key it cannot be reversed by trying addresses.
 */
@Component
public class EmailHash {

    private final HubSettings settings;
    private final JdbcClient jdbc;

    EmailHash(HubSettings settings, JdbcClient jdbc) {
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /** Returns a hash of 32 bytes that ignores case and surrounding spaces. */
    public byte[] of(String email) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            return mac.doFinal(email.trim().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key() {
        return Base64.getDecoder().decode(settings.get(Setting.HASH_KEY));
    }

    /**
     * Creates the hub's key if it has none. Eagerly, because a sign-up already holds a database connection and must not wait for
     * another. If two nodes do so concurrently, the first key wins.
     */
    @PostConstruct
    void makeKey() {
        if (!settings.get(Setting.HASH_KEY).isEmpty()) {
            return;
        }
        byte[] fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql("insert into hub_setting (key, value, changed_at) values (?, ?, now()) on conflict (key) do nothing")
                .params(Setting.HASH_KEY.name(), Base64.getEncoder().encodeToString(fresh))
                .update();
        settings.refresh();
    }
}
