package nl.tec.employers;

import java.time.LocalTime;
import java.util.Optional;
import nl.tec.accounts.Actor;
import nl.tec.shared.Problems;

/**
 * Answering what schools ask (rules 6): by the link in the mail, in the portal, or by the programme manager on behalf of the
 * company. A yes and its session with the class booked on it are one: there is never one without the other, and never two.
 */
public interface OfferAnswers {

    /** Which question, and by what right. */
    sealed interface Access {}

    /** By the link in the mail to the company. */
    record ByLink(String secret) implements Access {}

    /** Signed in: of the company, or a programme manager. */
    record ById(long id, Actor by) implements Access {}

    /** What came of an answer. */
    sealed interface Answer {

        record Done(OfferRequest request) implements Answer {}

        /** Nothing happened: this is wrong, at the fields of {@link OfferFields}. */
        record Refused(OfferRequest request, Problems problems) implements Answer {}

        /**
         * A yes that can't be: the class is elsewhere then, the school is closed. The school was told. Another of its dates can be
         * taken; when there is none left the question is closed, and the school can ask anew. What goes away by itself (a full
         * week, a place that is taken) is told to nobody, and another time of that date can still be said yes to.
         *
         * @param obstacle code of {@link OfferRequest.Wish#obstacle}
         */
        record Impossible(OfferRequest request, OfferRequest.Wish date, String obstacle) implements Answer {

            /** Whether what is in the way goes away by itself. */
            public boolean passes() {
                return obstacle.equals(OfferRequest.WEEK_FULL) || obstacle.equals(OfferRequest.OCCUPIED);
            }
        }

        /** It was answered, withdrawn or closed before. */
        record Over(OfferRequest request) implements Answer {}

        /** There is no such question for who asks. */
        record Unknown() implements Answer {}
    }

    Optional<OfferRequest> find(Access access);

    /**
     * Yes, on one of the dates.
     *
     * @param position of the date
     * @param start within the part of the day that was asked
     */
    Answer accept(Access access, int position, LocalTime start);

    /** No, with a reason that the school gets in the mail, with other offers that fit. */
    Answer decline(Access access, String reason);

    /** The programme manager gives the company more time. @param days working days from now, 1 to 20 */
    Answer extend(long id, int days, Actor by);

    /** The programme manager ends the question without an answer of the company. */
    Answer close(long id, String reason, Actor by);
}
