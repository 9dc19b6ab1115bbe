package nl.tec.declarations.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.tec.declarations.DocumentCheck;
import nl.tec.declarations.PublicDeclarations;
import nl.tec.documents.Seal;
import nl.tec.documents.Seals;
import nl.tec.hub.Rows;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Looks whether a document is one of ours. Who brings the document, or its hash, has it; so it may also not be public yet. */
@Service
class CheckService implements DocumentCheck {

    private static final int HASH = 64;
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final JdbcClient jdbc;
    private final Seals seals;
    private final Integrity integrity;
    private final DeclarationReader reader;
    private final SignedRows signed;
    private final PublicReader publics;

    CheckService(
            JdbcClient jdbc,
            Seals seals,
            Integrity integrity,
            DeclarationReader reader,
            SignedRows signed,
            PublicReader publics) {
        this.jdbc = jdbc;
        this.seals = seals;
        this.integrity = integrity;
        this.reader = reader;
        this.signed = signed;
        this.publics = publics;
    }

    @Override
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
                ? find("f.sha256 = :hash", Sha256.of(pdf), true)
                        .orElseGet(() -> new Result.OursOther(seal.get().at()))
                : new Result.Altered();
    }

    @Override
    public Result hash(String sha256) {
        String typed = sha256.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (typed.length() != HASH || !typed.matches("[0-9a-f]+")) {
            return new Result.NotReadable();
        }
        byte[] hash = HexFormat.of().parseHex(typed);
        return find("f.sha256 = :hash", hash, true)
                .or(() -> find("""
                        f.record_sha256 = :hash
                        or exists (select from signature g join declaration_version v on v.id = g.version_id
                                   where v.declaration_id = f.declaration_id and g.text_sha256 = :hash
                                     and v.number = (select max(number) from declaration_version where declaration_id = v.declaration_id))
                        """, hash, false))
                .orElseGet(Result.Unknown::new);
    }

    private record KnownDocument(
            long id, Instant sealedAt, @Nullable Instant withdrawnAt) {}

    private Optional<Result> find(String condition, byte[] hash, boolean sameBytes) {
        return jdbc.sql("""
                select f.declaration_id, f.sealed_at, d.withdrawn_at
                  from declaration_file f join declaration d on d.id = f.declaration_id
                 where %s limit 1
                """.formatted(condition))
                .param("hash", hash)
                .query((row, n) -> new KnownDocument(
                        row.getLong("declaration_id"),
                        Rows.instant(row, "sealed_at"),
                        Rows.instantOrNull(row, "withdrawn_at")))
                .optional()
                .map(known -> ours(known, sameBytes));
    }

    private Result ours(KnownDocument known, boolean sameBytes) {
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
