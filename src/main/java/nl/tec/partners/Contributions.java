package nl.tec.partners;

import java.util.List;
import nl.tec.accounts.Actor;
import nl.tec.documents.StoredFile;
import nl.tec.shared.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What partners promise and what of it comes (rules 6). A programme manager acts for every partner, somebody of a partner for
 * the own organisation; anybody else's does not exist for it: {@link nl.tec.shared.NotFound}. What a partner declares or
 * reports counts once a programme manager accepted it. A command answers the id of the contribution or delivery.
 */
public interface Contributions {

    /**
     * A contribution on its own page.
     *
     * @param deliveries newest first; at most {@value #MAX_DELIVERIES}
     * @param sessions of the partner in that year that took place, to choose as evidence; newest first, at most 100
     */
    record Detail(
            Contribution contribution,
            String organisation,
            List<ContributionDelivery> deliveries,
            List<ContributionDelivery.SessionLink> sessions,
            List<FundingProgramme> programmes) {}

    int MAX_DELIVERIES = 300;

    Detail get(long id, Actor actor);

    /** What came of a promise. @param what was promised */
    record Came(long contributionId, String what, ContributionUnit unit, ContributionDelivery contributionDelivery) {}

    /**
     * What came of the promises of a partner for a year and counts, for whoever may read what it promised; newest first, at most
     * {@value #MAX_DELIVERIES}.
     */
    List<Came> came(long organisationId, int year, Actor actor);

    /**
     * A document behind a delivery, for whoever may read what the partner promised.
     *
     * @throws nl.tec.shared.NotFound when there is none, or it is of another partner
     */
    StoredFile document(long documentId, Actor actor);

    /** Declares a contribution; hours of people at the hub's hourly rate of now (rules 6). */
    Outcome<Long> declare(long organisationId, ContributionForm form, Actor by);

    /** A partner changes what is not accepted yet, and sends it in again; a programme manager anything. */
    Outcome<Long> change(long id, ContributionForm form, Actor by);

    /** From now on it counts. Only for a programme manager. */
    void accept(long id, Actor by);

    /** Asks the partner something about it. Only for a programme manager. */
    Outcome<Long> askBack(long id, String question, Actor by);

    /** Takes it back; what was delivered and accepted stands in the way. */
    Outcome<Long> withdraw(long id, Actor by);

    /** Reports a part that came, with its evidence. */
    Outcome<Long> deliver(long id, DeliveryForm form, Actor by);

    /** Changes a delivery that was asked back or not looked at yet, and reports it again. */
    Outcome<Long> changeDelivery(long deliveryId, DeliveryForm form, Actor by);

    void acceptDelivery(long deliveryId, Actor by);

    Outcome<Long> askBackDelivery(long deliveryId, String question, Actor by);

    /** It does not count after all. A visit that was withdrawn is not counted by itself again. */
    Outcome<Long> withdrawDelivery(long deliveryId, Actor by);

    /**
     * Says for which funding programme a delivery counts: one only. One that counts already is refused until it was taken off.
     *
     * @param programmeId null: takes it off
     */
    Outcome<Long> fund(long deliveryId, @Nullable Long programmeId, Actor by);

    /**
     * Counts the visits in the programme anew, for all partners; it happens by itself too.
     *
     * @return how many deliveries that added, changed or removed
     */
    long countVisits();

    Outcome<Long> addProgramme(String name, Actor by);

    void endProgramme(long id, boolean ended, Actor by);
}
