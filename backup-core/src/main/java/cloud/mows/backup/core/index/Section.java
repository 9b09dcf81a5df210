package cloud.mows.backup.core.index;

/** Some pages of a {@link PagedFile} that hold records of one length; none of them crosses a page. */
record Section(long firstPage, int recordBytes, long records) {
    int perPage() {
        return PagedFile.PAYLOAD_BYTES / recordBytes;
    }

    /** The first page behind it. */
    long endPage() {
        return firstPage + pages();
    }

    long pages() {
        return (records + perPage() - 1) / perPage();
    }

    long page(long record) {
        return firstPage + record / perPage();
    }

    int offset(long record) {
        return (int) (record % perPage()) * recordBytes;
    }
}
