package nl.tec.accountability;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of an annual account. It is a draft until the board adopts it; from then on it never changes, and it is public from a day
 * that the board names. What was wrong is put right in the next version.
 *
 * @param sourceId the source of funding that it is for; null: the account of everything
 * @param source its name when the account was begun; empty: none
 * @param number from 1
 * @param reason what is put right; empty for the first version
 * @param edits how often the draft was changed, to notice that somebody else did meanwhile
 * @param changedBy the name of who last changed it; empty when the account is gone
 * @param adoptedAt null: a draft
 * @param publishOn the first day on which it is public; null: a draft
 * @param tables the names of its {@link OpenData#tables}; empty: a draft, or adopted before they were kept
 * @param replacedOn the day on which a later version is public; null: there is none
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
        @Nullable LocalDate replacedOn) {

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
                replacedOn);
    }

    /** In addresses: {@code 2025}, or {@code 2025-3} for a source of funding. */
    public String key() {
        return sourceId == null ? String.valueOf(year) : year + "-" + sourceId;
    }

    /** Its day has come. One that was replaced before that day never becomes public. */
    public boolean publicOn(LocalDate today) {
        return publishOn != null && !publishOn.isAfter(today) && (replacedOn == null || replacedOn.isAfter(publishOn));
    }

    /** Whether a later version is public. */
    public boolean replaced(LocalDate today) {
        return replacedOn != null && !replacedOn.isAfter(today);
    }

    public String text(Section section) {
        return texts.getOrDefault(section, "");
    }
}
