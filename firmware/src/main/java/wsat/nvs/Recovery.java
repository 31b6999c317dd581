package wsat.nvs;

/**
 * What a mount does to items once the pages are sound: blobs that lost a chunk and chunks that lost their blob
 * go, and the update that a power cut interrupted between writing the new value and erasing the old one ends.
 */
final class Recovery {
    private final Pages pages;
    private final Items items;
    private final Cursor cursor = new Cursor();
    private final Entry newest = new Entry();

    Recovery(Pages pages, Items items) {
        this.pages = pages;
        this.items = items;
    }

    /** Where the medium fails, what was to be erased is still not there to be read. */
    void run() {
        eraseBrokenBlobs();
        finishUpdate();
        eraseOrphans();
    }

    private void eraseBrokenBlobs() {
        cursor.reset();
        while (items.next(cursor)) {
            if (cursor.entry.type() == Types.BLOB_INDEX && !items.isComplete(cursor.entry)) {
                Items.erase(cursor.entry);
            }
        }
    }

    /** An update that was cut left its new value as the very last item, so only that can have an elder. */
    private void finishUpdate() {
        boolean found = false;
        Page page = pages.current();
        for (int i = page.next(0, cursor.entry); i >= 0; i = page.next(i + cursor.entry.span(), cursor.entry)) {
            newest.copyFrom(cursor.entry);
            found = true;
        }
        if (found && newest.type() != Types.BLOB_DATA && newest.namespace() != 0 && page.dataIsSound(newest)) {
            items.eraseAllBut(newest, newest);
        }
    }

    private void eraseOrphans() {
        cursor.reset();
        while (items.next(cursor)) {
            if (cursor.entry.type() == Types.BLOB_DATA && items.isOrphan(cursor.entry)) {
                Items.erase(cursor.entry);
            }
        }
    }
}
