package nl.tec.accountability;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of an annual account. It is a draft until the board adopts it; from then on it is immutable, and public from a day chosen
 * by the board. Errors are corrected in the next version.
 *
 * @param sourceId the source of funding that it is for; null for the general account
 * @param source the name of that source when the account was begun; empty for the general account
 * @param number from 1
 * @param reason the corrections made; empty for the first version
 * @param edits the number of edits of the draft, for optimistic locking
 * @param changedBy the name of the last editor; empty if that account was deleted
 * @param adoptedAt null for a draft
 * @param publishOn the first day on which it is public; null for a draft
 * @param tables the names of its {@link OpenData#tables}; empty for a draft, or if adopted before the names were stored
 * @param replacedOn the day on which a later version becomes public; null if there is none
 * @param neverPublic whether it was replaced before its day; false if that was on its day, as people can have it then
 */
public record AccountVersion(
        long id,
        long accountId,
        int year,
        @Nullable Long sourceId,
        String source,
        int number,
        Map<Section, String> texts,
        List<String> quotes,
        String reason,
        int edits,
        Instant changedAt,
        String changedBy,
        @Nullable Instant adoptedAt,
        String adoptedBy,
        @Nullable LocalDate publishOn,
        List<String> tables,
        @Nullable LocalDate replacedOn,
        boolean neverPublic) {

    public boolean draft() {
        return adoptedAt == null;
    }

    AccountVersion adopted(Instant at, LocalDate publishOn) {
        return new AccountVersion(
                id,
                accountId,
                year,
                sourceId,
                source,
                number,
                texts,
                quotes,
                reason,
                edits,
                changedAt,
                changedBy,
                at,
                adoptedBy,
                publishOn,
                tables,
                replacedOn,
                neverPublic);
    }

    /** Returns the key in URLs: {@code 2025}, or {@code 2025-3} for a source of funding. */
    public String key() {
        return sourceId == null ? String.valueOf(year) : year + "-" + sourceId;
    }

    /** Whether its day has come. A version replaced before that day never becomes public. */
    public boolean publicOn(LocalDate today) {
        return publishOn != null && !publishOn.isAfter(today) && !neverPublic;
    }

    /** Whether a later version is public. */
    public boolean replaced(LocalDate today) {
        return replacedOn != null && !replacedOn.isAfter(today);
    }

    public String text(Section section) {
        return texts.getOrDefault(section, "");
    }
}
