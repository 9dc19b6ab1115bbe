package nl.tec.declarations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a document is one of ours, and unaltered (rules 6): for everybody. */
public interface DocumentCheck {

    sealed interface Result {

        /**
         * One of ours.
         *
         * @param sameBytes the file or its hash was given, so it is the document byte for byte. False: a code that stands in
         *     the document was, which anybody can copy onto another one
         * @param slug of its public page, which also says that it was withdrawn; empty while it is not, or never was, public
         * @param withdrawnAt null: it still counts
         * @param replacedBy the declaration that came instead; null: none, or it is not public
         * @param alterations what in the database is not what was signed; empty when all is well
         */
        record Ours(
                String title,
                String slug,
                Instant sealedAt,
                @Nullable Instant withdrawnAt,
                PublicDeclarations.@Nullable Link replacedBy,
                List<PublicDeclarations.SignedBy> signatures,
                List<Alteration> alterations,
                boolean sameBytes)
                implements Result {}

        /** Sealed by us and unaltered, but no declaration (any more). */
        record OursOther(Instant sealedAt) implements Result {}

        /** Bears our seal, and is not what we sealed: it was changed. */
        record Altered() implements Result {}

        /** Bears a seal, and not ours. @param intact whether the document is what was sealed */
        record SealOfOther(boolean intact) implements Result {}

        /** Not one of ours. */
        record Unknown() implements Result {}

        /** Not 64 hexadecimal figures, not a PDF. */
        record NotReadable() implements Result {}
    }

    /** The largest file that is looked into, in bytes. */
    int MAX_BYTES = 5_000_000;

    Result file(byte[] pdf);

    /** @param sha256 of a document, of a signed text, or the mark that stands in the document */
    Result hash(String sha256);
}
