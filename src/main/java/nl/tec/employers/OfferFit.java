package nl.tec.employers;

import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.internal.AskRules;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Component;

/** Checks whether an offer suits a class at all, for pages where a class is chosen. */
@Component
public class OfferFit {

    /** The minimum number of days between a request and its first date. */
    public static final int MIN_LEAD_DAYS = AskRules.MIN_LEAD_DAYS;

    /** Returns why the offer does not suit the class; no problems if it does. */
    public Problems problems(Offer offer, SchoolClass schoolClass, SchoolSite school) {
        Problems problems = new Problems();
        AskRules.fits(offer, schoolClass, school, problems);
        Guests guests = offer.details().guests();
        int pupils = guests.fitting(schoolClass).stream()
                .mapToInt(ClassPart::headCount)
                .sum();
        problems.addIf(pupils < guests.min(), "", "offers.check.tooFew", guests.min());
        return problems;
    }
}
