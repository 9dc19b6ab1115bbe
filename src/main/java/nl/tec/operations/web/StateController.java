package nl.tec.operations.web;

import gg.jte.generated.precompiled.Pages;
import gg.jte.models.runtime.JteModel;
import nl.tec.accounts.Actor;
import nl.tec.accounts.Audit;
import nl.tec.hub.Reply;
import nl.tec.operations.BackupRun.Kind;
import nl.tec.operations.Backups;
import nl.tec.operations.BackupsInBackground;
import nl.tec.operations.SystemState;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.View;

/** The page with the state and the backups of the hub, for the administrator. */
@Controller
@RequestMapping("/admin/toestand")
class StateController {

    private static final int SHOWN = 20;

    private final SystemState state;
    private final Backups backups;
    private final BackupsInBackground background;
    private final Audit audit;
    private final Pages pages;

    StateController(SystemState state, Backups backups, BackupsInBackground background, Audit audit, Pages pages) {
        this.state = state;
        this.backups = backups;
        this.background = background;
        this.audit = audit;
        this.pages = pages;
    }

    @GetMapping
    JteModel show() {
        return pages.operationsState(
                state.checks(), backups.list(SHOWN), background.busy().orElse(null), backups, state.facts());
    }

    @PostMapping("/back-up")
    View backUp(@AuthenticationPrincipal Actor actor, Reply reply) {
        return start(Kind.BACKUP, "BACKUP_ASKED", "state.backup.started", actor, reply);
    }

    @PostMapping("/oefening")
    View drill(@AuthenticationPrincipal Actor actor, Reply reply) {
        return start(Kind.DRILL, "DRILL_ASKED", "state.drill.started", actor, reply);
    }

    private View start(Kind kind, String action, String sentence, Actor actor, Reply reply) {
        boolean began = background.start(kind);
        if (began) {
            audit.add(actor, action, "backup", null);
        }
        return reply.saved(began ? sentence : "state.backup.busy", "/admin/toestand");
    }
}
