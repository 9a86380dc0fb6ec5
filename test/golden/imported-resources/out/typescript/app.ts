// Yours to edit: ocrekit writes this file once.
