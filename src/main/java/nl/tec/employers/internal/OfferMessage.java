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
 * The data of a mail about a question, as they were when it was committed: the payload in the outbox.
 *
 * @param dates to which can be said yes
 * @param reason of a no, or the code of what is in the way
 * @param visit what came of it; null: nothing yet
 * @param others other offers that fit
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
     * @param contact who asked, for the company
     * @param sequence of the calendar file
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
