package nl.tec.declarations.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import nl.tec.declarations.Mandate;
import nl.tec.declarations.Signature.IdentifiedBy;
import nl.tec.shared.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Computes the hashes that reveal alterations of signed declarations. Their format must never change: all existing declarations would
 * appear altered.
 */
public final class SignatureHashes {

    private static final HexFormat HEX = HexFormat.of();

    /** Everything about one signature. @param text the exact text that was shown. @param at truncated to microseconds, as stored */
    public record Signed(
            long declarationId,
            int version,
            long signatoryId,
            String organisation,
            String position,
            @Nullable Mandate mandate,
            String name,
            String text,
            Instant at,
            IdentifiedBy by,
            byte @Nullable [] addressHash,
            @Nullable Long accountId) {

        public byte[] sha256() {
            return lines(List.of(
                    "TEC signature 1",
                    declarationId,
                    version,
                    signatoryId,
                    organisation,
                    position,
                    mandate == null ? "" : one(mandate),
                    name,
                    hex(Sha256.of(text)),
                    at.truncatedTo(ChronoUnit.MICROS),
                    by,
                    addressHash == null ? "" : hex(addressHash),
                    accountId == null ? "" : accountId));
        }

        private static String one(Mandate mandate) {
            return bar(mandate.by()) + "|" + bar(mandate.what()) + "|" + mandate.from() + "|"
                    + Objects.toString(mandate.until(), "") + "|" + bar(mandate.evidence());
        }

        /** Escapes the separator, so that a value cannot shift into the next. */
        private static String bar(String value) {
            return value.replace("|", "\\|");
        }
    }

    private SignatureHashes() {}

    /** Returns the mark of a declaration: the hash of all its signatures, in chronological order. */
    public static byte[] mark(long declarationId, int version, List<byte[]> signatures) {
        return lines(List.of(
                "TEC declaration 1",
                declarationId,
                version,
                signatures.stream().map(SignatureHashes::hex).collect(Collectors.joining(","))));
    }

    public static String hex(byte[] hash) {
        return HEX.formatHex(hash);
    }

    public static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }

    /** Hashes one value per line, with line endings escaped so that values cannot run into each other. */
    private static byte[] lines(List<Object> values) {
        return Sha256.of(values.stream()
                .map(value -> value.toString().replace("\\", "\\\\").replace("\n", "\\n"))
                .collect(Collectors.joining("\n")));
    }
}
