package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts declarations with signatures of an earlier day into an empty hub: for the demo. Their documents are sealed by the job. */
public interface DeclarationSeed {

    /**
     * @param organisationId null: signs for oneself
     * @param email where the link went; null: there is no address any more
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

    /** A declaration of membership is one of members; the memberships themselves are not made. */
    Seeded add(Declared declaration);
}
