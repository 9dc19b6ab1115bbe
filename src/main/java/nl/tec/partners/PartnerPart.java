package nl.tec.partners;

import gg.jte.Content;
import java.util.Optional;

/**
 * A part of the pages about one partner that a module above this one contributes; the parts of a slot follow each other in the
 * order of the beans ({@link org.springframework.core.annotation.Order}).
 */
public interface PartnerPart {

    /** The places on a page where a part is shown. */
    enum Slot {
        /** List items in the tasks of the partner's own portal. */
        PORTAL_TASKS,
        /** Sections of the page in the register, for programme managers. */
        REGISTER_MAIN,
        /** Panels beside it. */
        REGISTER_SIDE,
        /** Panels of the page with a partner's commitments, for board and municipality. */
        COMMITMENTS
    }

    /** Empty when there is nothing to show in that slot. */
    Optional<Content> part(Slot slot, long organisationId);
}
