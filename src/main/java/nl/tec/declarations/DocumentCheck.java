package nl.tec.declarations;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.declarations.internal.DeclarationQueries;
import nl.tec.declarations.internal.Integrity;
import nl.tec.declarations.internal.PublicQueries;
import nl.tec.declarations.internal.SignedRows;
import nl.tec.documents.Seal;
import nl.tec.documents.Seals;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Checks for the public whether a document is one of ours, and unaltered (rules 6). */
@Service
public class DocumentCheck {

    public sealed interface Result {

        /**
         * A declaration of ours.
         *
         * @param sameBytes whether the file or its hash was given, which proves that the document is identical. False: a code
         *     printed in the document was given, which anybody can copy onto another one
         * @param slug of its public page, which also tells that it was withdrawn; empty if it is not, or never was, public
         * @param withdrawnAt null: not withdrawn
         * @param replacedBy the declaration that replaces it; null: none, or it is not public
         * @param alterations the differences between the database and what was signed; empty if there are none
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

        /** Sealed by us and unaltered, but not an existing declaration. @param what it is, as the seal says */
        record OursOther(String what, Instant sealedAt) implements Result {}

        /** Sealed by us, and altered since. */
        record Altered() implements Result {}

        /** Sealed by somebody else. @param intact whether the document is unaltered since it was sealed */
        record SealOfOther(boolean intact) implements Result {}

        /** Not one of ours. */
        record Unknown() implements Result {}

        /** Neither a PDF nor 64 hexadecimal digits. */
        record NotReadable() implements Result {}
    }

    /** The maximum size of a file, in bytes. */
    public static final int MAX_BYTES = 5_000_000;

    private static final int HASH = 64;

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final Seals seals;
    private final Integrity integrity;
    private final DeclarationQueries reader;
    private final SignedRows signed;
    private final PublicQueries publics;

    DocumentCheck(
            Seals seals, Integrity integrity, DeclarationQueries reader, SignedRows signed, PublicQueries publics) {
        this.seals = seals;
        this.integrity = integrity;
        this.reader = reader;
        this.signed = signed;
        this.publics = publics;
    }

    public Result file(byte[] pdf) {
        if (pdf.length < PDF.length
                || pdf.length > MAX_BYTES
                || !Arrays.equals(pdf, 0, PDF.length, PDF, 0, PDF.length)) {
            return new Result.NotReadable();
        }
        Optional<Seal> seal = seals.find(pdf);
        if (seal.isEmpty()) {
            return new Result.Unknown();
        }
        if (!seals.ours(seal.get().certificate())) {
            return new Result.SealOfOther(seal.get().intact());
        }
        return seal.get().intact()
                ? publics.document(Sha256.of(pdf))
                        .map(known -> ours(known, true))
                        .orElseGet(() -> new Result.OursOther(
                                seal.get().reason(), seal.get().at()))
                : new Result.Altered();
    }

    /** @param sha256 the hash of a document or of a signed text, or the mark printed in the document */
    public Result hash(String sha256) {
        String typed = sha256.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (typed.length() != HASH || !typed.matches("[0-9a-f]+")) {
            return new Result.NotReadable();
        }
        byte[] hash = HexFormat.of().parseHex(typed);
        return publics.document(hash)
                .map(known -> ours(known, true))
                .or(() -> publics.documentOf(hash).map(known -> ours(known, false)))
                .orElseGet(Result.Unknown::new);
    }

    private Result ours(PublicQueries.KnownDocument known, boolean sameBytes) {
        return new Result.Ours(
                reader.find(known.id()).orElseThrow().title(),
                publics.address(known.id()),
                known.sealedAt(),
                known.withdrawnAt(),
                publics.replacement(known.id()),
                signatures(known.id()),
                integrity.check(known.id()),
                sameBytes);
    }

    private List<PublicDeclarations.SignedBy> signatures(long id) {
        return signed.list(id).stream().map(SignedRows.Row::by).toList();
    }
}
