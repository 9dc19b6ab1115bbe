package nl.tec.partners;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivered part of a contribution, with its evidence (rules 6).
 *
 * @param amount in hundredths of the unit of the contribution
 * @param evidence the evidence in words; empty for a visit that was counted automatically
 * @param link to a page with evidence; empty: none
 * @param documents with evidence, the oldest first
 * @param session the session of the programme that it concerns; null: none
 * @param question the question of the hub; null: none
 * @param programme the funding programme for which it counts; null: none
 * @param stamp differs after each change of what was reported, asked or decided
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
        @Nullable FundingProgramme programme,
        String stamp) {

    /** A document with evidence. */
    public record Document(long id, String name) {}

    /** The reporter of a delivery. */
    public enum Source {
        HUB,
        PARTNER,
        /** A visit in the programme, counted automatically. */
        VISIT
    }

    /** The state of a delivery. Only accepted deliveries count. */
    public enum State {
        REPORTED,
        ASKED_BACK,
        ACCEPTED,
        WITHDRAWN
    }

    /** A session of the programme. */
    public record SessionLink(long id, LocalDate day, String titleNl, String titleEn) {}
}
