package nl.tec.accounts;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import nl.tec.accounts.internal.PasskeyStore;
import nl.tec.accounts.internal.PasskeyStore.StoredPasskey;
import nl.tec.hub.EmailHash;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import nl.tec.shared.Outcome;
import nl.tec.shared.Problems;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;

/**
 * Passkeys (WebAuthn): a device signs the hub's challenge after verifying its user (a finger, a face, a code), which makes it two factors
 * in one. It only signs for the origin of the hub ({@link Setting#BASE_URL}), which defeats phishing (decision 0083, rules 9).
 */
@Service
public class Passkeys {

    public static final int MAX_NAME = 60;

    /** The maximum number of passkeys per account. */
    static final int MAX_PASSKEYS = 20;

    static final Duration CHALLENGE_LIFETIME = Duration.ofMinutes(5);

    /** The maximum length of a response, which no browser reaches. */
    private static final int MAX_ANSWER = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);

    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256);

    /** @param syncs whether it is synchronised between devices. @param usedAt null: never used */
    public record Passkey(
            long id,
            String name,
            boolean syncs,
            Instant createdAt,
            @Nullable Instant usedAt) {}

    private final PasskeyStore store;
    private final Accounts accounts;
    private final SecondFactor secondFactor;
    private final Audit audit;
    private final AccountMails mails;
    private final HubSettings hub;
    private final EmailHash hash;

    /** Accepts any make of device (no attestation). Created lazily, because it is slow to create and large. */
    private final Supplier<WebAuthnManager> webAuthn =
            SingletonSupplier.of(WebAuthnManager::createNonStrictWebAuthnManager);

    Passkeys(
            PasskeyStore store,
            Accounts accounts,
            SecondFactor secondFactor,
            Audit audit,
            AccountMails mails,
            HubSettings hub,
            EmailHash hash) {
        this.store = store;
        this.accounts = accounts;
        this.secondFactor = secondFactor;
        this.audit = audit;
        this.mails = mails;
        this.hub = hub;
        this.hash = hash;
    }

    /** Returns the passkeys of an account, oldest first. */
    public List<Passkey> of(long accountId) {
        return store.list(accountId);
    }

    /** Returns the only origin at which passkeys of this hub work. */
    public String origin() {
        URI address = URI.create(hub.get(Setting.BASE_URL));
        return address.getScheme() + "://" + address.getAuthority();
    }

    /** Returns the WebAuthn options, as JSON, with which a browser creates a passkey. */
    @Transactional
    public Map<String, Object> registrationOptions(Actor actor) {
        return Map.of(
                "rp",
                Map.of("id", hub.host(), "name", hub.name()),
                "user",
                Map.of("id", base64(handle(actor.accountId())), "name", actor.email(), "displayName", actor.name()),
                "challenge",
                challenge(actor.accountId()),
                "pubKeyCredParams",
                ALGORITHMS.stream()
                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm.getValue()))
                        .toList(),
                "timeout",
                CHALLENGE_LIFETIME.toMillis(),
                "excludeCredentials",
                store.credentialIds(actor.accountId()).stream()
                        .map(id -> Map.of("type", "public-key", "id", base64(id)))
                        .toList(),
                "authenticatorSelection",
                Map.of("residentKey", "required", "requireResidentKey", true, "userVerification", "required"),
                "attestation",
                "none");
    }

    /**
     * Adds a passkey.
     *
     * @param name by which its owner recognises it
     * @param answer of the browser: the registration response of WebAuthn, as JSON
     */
    @Transactional
    public Outcome<Passkey> add(Actor actor, String name, String answer) {
        Problems problems = checkName("naam", name);
        if (problems.any()) {
            return Outcome.refused(problems);
        }
        Optional<RegistrationData> checked = read(answer, () -> webAuthn.get().parseRegistrationResponseJSON(answer))
                .filter(data -> checks(
                        data.getCollectedClientData(),
                        actor.accountId(),
                        server -> webAuthn.get()
                                .verify(data, new RegistrationParameters(server, parameters(), true, true))));
        if (checked.isEmpty()) {
            return Outcome.refused("accounts.passkey.refused");
        }
        if (store.list(actor.accountId()).size() >= MAX_PASSKEYS) {
            return Outcome.refused("accounts.passkey.enough");
        }
        var authenticator =
                Objects.requireNonNull(checked.get().getAttestationObject()).getAuthenticatorData();
        AttestedCredentialData credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        Optional<Passkey> added = store.add(
                actor.accountId(), credential, authenticator.getSignCount(), authenticator.isFlagBE(), name.strip());
        if (added.isEmpty()) {
            return Outcome.refused("accounts.passkey.there");
        }
        audit.add(actor, "PASSKEY_ADDED", "account", actor.accountId());
        accounts.find(actor.accountId())
                .ifPresent(account -> mails.passkeyAdded(account, added.get().name()));
        return Outcome.done(added.get());
    }

    /** Returns the WebAuthn options, as JSON, with which a browser signs in with any of its passkeys. */
    @Transactional
    public Map<String, Object> authenticationOptions() {
        return Map.of(
                "challenge",
                challenge(null),
                "rpId",
                hub.host(),
                "timeout",
                CHALLENGE_LIFETIME.toMillis(),
                "userVerification",
                "required",
                "allowCredentials",
                List.of());
    }

    /**
     * Verifies the response of a browser and returns the account that it signs in.
     *
     * @param answer of the browser: the authentication response of WebAuthn, as JSON
     * @return empty if it is not a valid passkey of an enabled account, or a cloned one
     */
    @Transactional
    public Optional<Actor> signIn(String answer) {
        return proven(answer)
                .flatMap(passkey -> accounts.find(passkey.accountId())
                        .filter(account -> !account.disabled())
                        .map(account -> {
                            audit.add(account.actor(), "SIGNED_IN_BY_PASSKEY", "account", account.id());
                            return account.actor();
                        }));
    }

    /**
     * Replaces the recovery codes of somebody who lost them.
     *
     * @param answer of the browser: the authentication response by a passkey of this account
     * @return empty if it is not, or if no recovery code will be asked for
     */
    @Transactional
    public Optional<List<String>> replaceRecoveryCodes(Actor actor, String answer) {
        return secondFactor.need(actor) == SecondFactor.Need.GIVE
                ? proven(answer)
                        .filter(passkey -> passkey.accountId() == actor.accountId())
                        .map(passkey -> secondFactor.replacedRecoveryCodes(actor))
                : Optional.empty();
    }

    /** Finds the passkey that signed the challenge in this response. */
    private Optional<StoredPasskey> proven(String answer) {
        Optional<AuthenticationData> data = read(answer, () -> webAuthn.get().parseAuthenticationResponseJSON(answer));
        Optional<StoredPasskey> known = data.flatMap(read -> store.findForUpdate(read.getCredentialId()));
        // the challenge is consumed in any case
        boolean right = data.isPresent()
                && checks(data.get().getCollectedClientData(), null, server -> {
                    StoredPasskey passkey =
                            known.orElseThrow(() -> new IllegalArgumentException("a passkey that is not known"));
                    if (!MessageDigest.isEqual(
                            handle(passkey.accountId()), data.get().getUserHandle())) {
                        throw new IllegalArgumentException("a passkey of somebody else");
                    }
                    webAuthn.get()
                            .verify(
                                    data.get(),
                                    new AuthenticationParameters(server, passkey.record(), null, true, true));
                });
        if (!right) {
            known.ifPresent(passkey -> audit.add(null, "PASSKEY_REFUSED", "account", passkey.accountId()));
            return Optional.empty();
        }
        known.ifPresent(passkey -> store.used(
                passkey.id(),
                Objects.requireNonNull(data.get().getAuthenticatorData()).getSignCount()));
        return known;
    }

    /** @return refused if the name is invalid, at the field {@link #nameField} */
    @Transactional
    public Outcome<Boolean> rename(Actor actor, long id, String name) {
        Problems problems = checkName(nameField(id), name);
        return problems.any()
                ? Outcome.refused(problems)
                : Outcome.done(store.rename(actor.accountId(), id, name.strip()));
    }

    /** @return false if it does not exist */
    @Transactional
    public boolean remove(Actor actor, long id) {
        boolean removed = store.remove(actor.accountId(), id);
        if (removed) {
            audit.add(actor, "PASSKEY_REMOVED", "account", actor.accountId());
        }
        return removed;
    }

    /** Removes all passkeys of an account, by an administrator for somebody who lost all devices. */
    @Transactional
    public void removeAll(Actor by, long accountId) {
        if (store.removeAll(accountId) > 0) {
            audit.add(by, "PASSKEY_REMOVED", "account", accountId);
        }
    }

    /** Returns the field of the name of a passkey that is there; that of a new one is {@code naam}. */
    public static String nameField(long id) {
        return "naam-" + id;
    }

    private static Problems checkName(String field, String name) {
        return new Problems()
                .addIf(
                        name.isBlank() || name.strip().length() > MAX_NAME,
                        field,
                        "accounts.passkey.nameWrong",
                        MAX_NAME);
    }

    /** Parses the untrusted response of a browser; empty if it is malformed. */
    static <T> Optional<T> read(String answer, Supplier<T> reading) {
        if (answer.length() > MAX_ANSWER) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.get());
        } catch (WebAuthnException | JacksonException | IllegalArgumentException | NullPointerException e) {
            LOG.info("an answer with a passkey can't be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** The verification of a signed challenge. */
    private interface Check {
        void run(ServerProperty server);
    }

    private boolean checks(@Nullable CollectedClientData said, @Nullable Long accountId, Check check) {
        if (said == null) {
            return false;
        }
        Challenge challenge = said.getChallenge();
        if (!store.takeChallenge(challenge.getValue(), accountId)) {
            return false;
        }
        try {
            check.run(new ServerProperty(Origin.create(origin()), hub.host(), challenge));
            return true;
        } catch (WebAuthnException | IllegalArgumentException e) {
            LOG.info("a passkey was refused: {}", e.getMessage());
            return false;
        }
    }

    private static List<PublicKeyCredentialParameters> parameters() {
        return ALGORITHMS.stream()
                .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList();
    }

    /** Returns the user handle of an account for devices: stable, and without personal data. */
    private byte[] handle(long accountId) {
        return hash.of("passkeys of account " + accountId);
    }

    private String challenge(@Nullable Long accountId) {
        return base64(store.newChallenge(accountId, CHALLENGE_LIFETIME));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
