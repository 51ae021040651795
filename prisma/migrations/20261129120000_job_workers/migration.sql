-- Under which name a process locks jobs, so that another one can release them once the process is gone.
ALTER TABLE "server_process" ADD COLUMN "job_worker" TEXT;
