package nl.tec.accounts.internal;

import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.Passkeys.Passkey;
import nl.tec.hub.Rows;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Reads and writes the tables {@code account_passkey} and {@code passkey_challenge}. */
@Component
public class PasskeyStore {

    private static final int CHALLENGE_BYTES = 32;

    /** @param record with which WebAuthn4J verifies a signature */
    public record StoredPasskey(long id, long accountId, CredentialRecord record) {}

    private static final String COLUMNS = "id, name, syncs, created_at, used_at";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Supplier<AttestedCredentialDataConverter> credentials =
            SingletonSupplier.of(() -> new AttestedCredentialDataConverter(new ObjectConverter()));

    PasskeyStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public List<Passkey> list(long accountId) {
        return jdbc.sql("select " + COLUMNS + " from account_passkey where account_id = ? order by id")
                .param(accountId)
                .query(Rows.of(Passkey.class))
                .list();
    }

    public List<byte[]> credentialIds(long accountId) {
        return jdbc.sql("select credential_id from account_passkey where account_id = ? order by id")
                .param(accountId)
                .query(byte[].class)
                .list();
    }

    /** @return empty if the credential is already registered */
    public Optional<Passkey> add(
            long accountId, AttestedCredentialData credential, long signCount, boolean syncs, String name) {
        return jdbc.sql("""
                insert into account_passkey (account_id, credential_id, credential, sign_count, syncs, name, created_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (credential_id) do nothing returning
                """ + COLUMNS)
                .param(accountId)
                .param(credential.getCredentialId())
                .param(credentials.get().convert(credential))
                .param(signCount)
                .param(syncs)
                .param(name)
                .param(Rows.now(clock))
                .query(Rows.of(Passkey.class))
                .optional();
    }

    /** Finds and locks a passkey, so that two signatures with the same count reveal a clone. */
    public Optional<StoredPasskey> findForUpdate(byte[] credentialId) {
        return jdbc.sql("""
                select id, account_id, credential, sign_count, syncs from account_passkey where credential_id = ? for update
                """)
                .param(credentialId)
                .query((row, n) -> new StoredPasskey(
                        row.getLong("id"),
                        row.getLong("account_id"),
                        new CredentialRecordImpl(
                                new NoneAttestationStatement(),
                                true,
                                row.getBoolean("syncs"),
                                row.getBoolean("syncs"),
                                row.getLong("sign_count"),
                                credentials.get().convert(row.getBytes("credential")),
                                null,
                                null,
                                null,
                                null)))
                .optional();
    }

    public void used(long id, long signCount) {
        jdbc.sql("update account_passkey set sign_count = ?, used_at = ? where id = ?")
                .param(signCount)
                .param(Rows.now(clock))
                .param(id)
                .update();
    }

    public boolean rename(long accountId, long id, String name) {
        return jdbc.sql("update account_passkey set name = ? where account_id = ? and id = ?")
                        .params(name, accountId, id)
                        .update()
                > 0;
    }

    public boolean remove(long accountId, long id) {
        return jdbc.sql("delete from account_passkey where account_id = ? and id = ?")
                        .params(accountId, id)
                        .update()
                > 0;
    }

    public int removeAll(long accountId) {
        return jdbc.sql("delete from account_passkey where account_id = ?")
                .param(accountId)
                .update();
    }

    /** @param accountId the account that adds a passkey; null: for sign-in */
    public byte[] newChallenge(@Nullable Long accountId, Duration life) {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        jdbc.sql("insert into passkey_challenge (challenge_hash, account_id, expires_at) values (?, ?, ?)")
                .param(Sha256.of(challenge))
                .param(accountId)
                .param(Rows.timestamp(clock.instant().plus(life)))
                .update();
        return challenge;
    }

    /** Consumes a challenge. @return false if it is unknown, for another purpose, expired or already consumed */
    public boolean takeChallenge(byte[] challenge, @Nullable Long accountId) {
        return jdbc.sql("""
                delete from passkey_challenge
                where challenge_hash = ? and account_id is not distinct from ?::bigint and expires_at > ?
                """)
                        .param(Sha256.of(challenge))
                        .param(accountId)
                        .param(Rows.now(clock))
                        .update()
                > 0;
    }
}
