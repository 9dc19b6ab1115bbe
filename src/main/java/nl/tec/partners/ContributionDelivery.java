package nl.tec.partners;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a contribution that came, with its evidence (rules 6).
 *
 * @param amount in hundredths of the unit of the contribution
 * @param evidence in words; empty for a visit that counted by itself
 * @param link to a page that shows it; empty: none
 * @param documents that show it, the first one first
 * @param session what it is about in the programme; null when nothing
 * @param question what the hub asks back; null when nothing
 * @param programme the funding programme it counts for; null when none
 */
public record ContributionDelivery(
        long id,
        LocalDate day,
        long amount,
        String evidence,
        String link,
        List<Document> documents,
        @Nullable SessionLink session,
        Source source,
        State state,
        @Nullable String question,
        @Nullable FundingProgramme programme) {

    /** A document behind it. */
    public record Document(long id, String name) {}

    /** The source that a delivery was reported by. */
    public enum Source {
        HUB,
        PARTNER,
        /** A visit in the programme, counted by itself. */
        VISIT
    }

    /** Only what was accepted counts. */
    public enum State {
        REPORTED,
        ASKED_BACK,
        ACCEPTED,
        WITHDRAWN
    }

    /** A session of the programme. */
    public record SessionLink(long id, LocalDate day, String titleNl, String titleEn) {}
}
