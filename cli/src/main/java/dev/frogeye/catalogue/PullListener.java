package dev.frogeye.catalogue;

/** Is told how a download goes, by the thread that waits for it. */
public interface PullListener {
    /**
     * So much of the model is here.
     *
     * @param bytes of the file, those of an earlier attempt included
     */
    void progress(long bytes);

    /** Something that a user may want to know, in one line: another source is tried, a part is thrown away. */
    void note(String line);
}
