package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds declarations with backdated signatures for the demo. The regular job seals their documents. */
public interface DeclarationSeed {

    /**
     * @param organisationId null: signs as a person
     * @param email the recipient of the link; null: none
     * @param signedAt null: has not signed yet
     */
    record Signer(
            @Nullable Long organisationId,
            String position,
            String name,
            @Nullable String email,
            @Nullable Mandate mandate,
            @Nullable Instant signedAt) {}

    /** @param publicFrom null: never public */
    record Declared(
            DeclarationKind kind,
            String title,
            String text,
            Instant written,
            Instant sent,
            @Nullable Instant publicFrom,
            List<Signer> signers) {}

    /** @param signatories in the order of the signers */
    record Seeded(long declarationId, List<Long> signatories) {}

    /** Adds a declaration, but not the memberships that it would begin. */
    Seeded add(Declared declaration);
}
