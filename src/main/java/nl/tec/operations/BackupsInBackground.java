package nl.tec.operations;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import nl.tec.operations.BackupRun.Kind;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The backups and drills that are started from a page: they take longer than a request may, and run one at a time. */
@Component
public class BackupsInBackground implements DisposableBean {

    private final Backups backups;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "backup");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<Kind> busy = new AtomicReference<>();

    BackupsInBackground(Backups backups) {
        this.backups = backups;
    }

    /** @return whether it began: false while another one is running */
    public boolean start(Kind kind) {
        if (!busy.compareAndSet(null, kind)) {
            return false;
        }
        worker.execute(() -> {
            try {
                if (kind == Kind.BACKUP) {
                    backups.make();
                } else {
                    backups.drill();
                }
            } finally {
                busy.set(null);
            }
        });
        return true;
    }

    /** Returns what is running on this node; empty when nothing is. */
    public Optional<Kind> busy() {
        return Optional.ofNullable(busy.get());
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }
}
