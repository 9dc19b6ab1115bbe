package nl.tec.partners;

import gg.jte.Content;
import java.util.Optional;

/**
 * A fragment of the pages about a partner that a module above this one contributes. The fragments of a slot are in the order of the beans
 * ({@link org.springframework.core.annotation.Order}).
 */
public interface PartnerPart {

    /** The places where fragments are shown. */
    enum Slot {
        /** List items among the tasks of the partner portal. */
        PORTAL_TASKS,
        /** Sections of the page in the register, for programme managers. */
        REGISTER_MAIN,
        /** Panels beside it. */
        REGISTER_SIDE,
        /** Panels of the page with the commitments of a partner, for board and municipality. */
        COMMITMENTS
    }

    /** Renders the fragment for a slot; empty if there is nothing to show. */
    Optional<Content> part(Slot slot, long organisationId);
}
