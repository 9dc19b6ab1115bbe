package nl.tec.programme.internal;

import java.util.List;
import java.util.Set;
import nl.tec.accounts.Holding;
import nl.tec.accounts.Holding.Basis;
import nl.tec.accounts.Holding.Subject;
import nl.tec.accounts.Holding.Viewer;
import nl.tec.accounts.RetentionTerm;
import nl.tec.accounts.RetentionTerm.Since;
import nl.tec.accounts.UnattributedRecords;
import nl.tec.programme.ActivityPictures;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The retention of pictures (rules 8.8). They are not searchable by person: a programme manager removes one on request. */
@Component
@Order(26)
class ActivityPictureRecords implements UnattributedRecords {

    private final ActivityPictureStore store;

    ActivityPictureRecords(ActivityPictureStore store) {
        this.store = store;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.erased(
                "pictures",
                Set.of(Subject.CHILD, Subject.VISITOR),
                Basis.CONSENT,
                RetentionTerm.days(ActivityPictures.KEEP_DAYS, Since.UPLOADED),
                Set.of(Viewer.EVERYBODY),
                List.of("activity_picture_file.content", "activity_picture.permission_from"),
                store::removeBefore));
    }
}
