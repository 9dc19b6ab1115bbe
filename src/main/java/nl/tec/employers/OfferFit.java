package nl.tec.employers;

import nl.tec.employers.OfferDetails.Guests;
import nl.tec.employers.internal.AskRules;
import nl.tec.organisations.SchoolClass;
import nl.tec.organisations.SchoolClass.ClassPart;
import nl.tec.organisations.SchoolSite;
import nl.tec.shared.Problems;
import org.springframework.stereotype.Component;

/** The check that an offer is for a class at all, for the pages that let somebody choose one. */
@Component
public class OfferFit {

    /** Days from today until the first day that can be asked for. */
    public static final int MIN_LEAD_DAYS = AskRules.MIN_LEAD_DAYS;

    /** Why not; none when it is. */
    public Problems problems(Offer offer, SchoolClass group, SchoolSite school) {
        Problems problems = new Problems();
        AskRules.fits(offer, group, school, problems);
        Guests guests = offer.details().guests();
        int pupils =
                guests.fitting(group).stream().mapToInt(ClassPart::headCount).sum();
        problems.addIf(pupils < guests.min(), "", "offers.check.tooFew", guests.min());
        return problems;
    }
}
