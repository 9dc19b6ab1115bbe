package nl.tec.employers.internal;

import java.time.Instant;
import java.util.List;
import nl.tec.employers.OfferRequest;
import nl.tec.employers.OfferRequest.Wish;
import nl.tec.shared.Bilingual;
import nl.tec.shared.Sector;
import nl.tec.shared.TimeSlot;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a mail about a request in the outbox, with the data at the time of the commit.
 *
 * @param dates the dates that can be accepted
 * @param reason the reason for declining, or the name of the {@link OfferRequest.Obstacle}
 * @param visit the resulting visit; null: none yet
 * @param others other suitable offers
 */
record OfferMessage(
        long request,
        Bilingual title,
        String organisation,
        String school,
        String town,
        Sector sector,
        String group,
        int participants,
        int adults,
        String question,
        List<Wish> dates,
        Instant due,
        String reason,
        @Nullable Visit visit,
        List<Other> others) {

    /**
     * The visit in a mail.
     *
     * @param contact the contact person of the school
     * @param sequence the sequence number of the calendar file
     */
    record Visit(Instant start, Instant end, Bilingual venue, String contact, String email, int sequence) {

        TimeSlot time() {
            return new TimeSlot(start, end);
        }
    }

    record Other(long offer, Bilingual title, String organisation) {}

    static OfferMessage of(
            OfferRequest request, List<Wish> dates, String reason, @Nullable Visit visit, List<Other> others) {
        return new OfferMessage(
                request.id(),
                request.offer().details().words().title(),
                request.offer().organisation(),
                request.school().name(),
                request.school().town(),
                request.school().sector(),
                request.school().group(),
                request.participants(),
                request.adults(),
                request.question(),
                dates,
                request.term().due(),
                reason,
                visit,
                others);
    }
}
