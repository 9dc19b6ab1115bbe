package nl.tec.network;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts declarations with signatures of an earlier day into an empty hub: for the demo. Their documents are sealed by the job. */
public interface DeclarationSeed {

    /** @param signedAt null: has not signed yet */
    record Signer(
            long organisationId,
            String position,
            String name,
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

    void add(Declared declaration);
}
